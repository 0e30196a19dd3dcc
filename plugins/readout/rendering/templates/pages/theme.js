// Light or dark as in the Airflow window around this page (same origin, key "theme" of its
// colour mode); without one, as the system wants it.
(function () {
  function follow() {
    var theme = null;
    try { theme = localStorage.getItem("theme"); } catch (refused) { /* no storage: system */ }
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  }
  follow();
  addEventListener("storage", follow);
})();
