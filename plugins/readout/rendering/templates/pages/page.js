// Light or dark as in the Airflow window around this page (same origin, key "theme" of its
// colour mode); without one, as the system wants it. And whether there is a window around it.
// Times in the zone that was chosen in that window, else the reader's own.
(function () {
  var root = document.documentElement;
  if (window.self !== window.top) root.dataset.framed = "";
  function kept(key) {
    try { return localStorage.getItem(key); } catch (refused) { return null; /* no storage */ }
  }
  function follow() {
    var theme = kept("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }
  follow();
  addEventListener("storage", follow);

  function formats() {
    var how = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
      hourCycle: "h23" };
    var zone = (kept("timezone") || "").replace(/^"|"$/g, "");
    try { if (zone && zone !== "local") return new Intl.DateTimeFormat("en-GB", Object.assign({ timeZone: zone }, how)); }
    catch (unknown) { /* no zone that this browser knows: the reader's own */ }
    return new Intl.DateTimeFormat("en-GB", how);
  }
  addEventListener("DOMContentLoaded", function () {
    var format = formats(), zone = format.resolvedOptions().timeZone;
    document.querySelectorAll("time.moment").forEach(function (element) {
      var at = new Date(element.dateTime);
      if (isNaN(at)) return;
      var part = {};
      format.formatToParts(at).forEach(function (p) { part[p.type] = p.value; });
      element.title = element.textContent + " UTC";
      element.textContent = part.day + " " + part.month.slice(0, 3) + " " + part.year + ", " + part.hour + ":" + part.minute;
    });
    var told = document.getElementById("zone");
    if (told) told.textContent = "Times are those of " + zone.replace(/_/g, " ") + ".";
  });
})();

// Review by keys: each button of the card says its own, and they work while the focus is in it, but
// not in a field. The card takes the focus, so that the next one can be judged at once.
(function () {
  addEventListener("DOMContentLoaded", function () {
    var card = document.getElementById("card");
    if (!card) return;
    card.focus();
    card.addEventListener("keydown", function (pressed) {
      if (pressed.ctrlKey || pressed.altKey || pressed.metaKey || pressed.repeat) return;
      if (pressed.target.matches("input, select, textarea")) return;
      var button = document.querySelector('button[data-key="' + CSS.escape(pressed.key.toLowerCase()) + '"]');
      if (!button) return;
      pressed.preventDefault();
      button.form.requestSubmit(button);
    });
  });
})();
