// Before anything is drawn: the colours that were chosen here, else those of the system.
(function () {
    'use strict';
    // Storage throws where it is switched off.
    try {
        const chosen = localStorage.getItem('orrery.theme');
        if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
    } catch { /* As the system has it. */ }
})();
