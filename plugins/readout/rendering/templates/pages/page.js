// Light or dark as in the Airflow window around this page (same origin, key "theme" of its
// colour mode); without one, as the system wants it. And whether there is a window around it.
(function () {
  var root = document.documentElement;
  if (window.self !== window.top) root.dataset.framed = "";
  function follow() {
    var theme = null;
    try { theme = localStorage.getItem("theme"); } catch (refused) { /* no storage: system */ }
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }
  follow();
  addEventListener("storage", follow);
})();
