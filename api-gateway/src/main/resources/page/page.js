(function () {
  'use strict';

  var main = document.querySelector('main[data-id]');
  if (!main) { return; }
  var texts = document.getElementById('texts').dataset;
  var status = document.getElementById('status');
  var pay = document.getElementById('pay');
  var expiry = document.getElementById('expiry');
  var countdown = document.getElementById('countdown');
  var qr = document.getElementById('qr');
  var expires = Date.parse(main.dataset.expires);
  // The payer's clock may be wrong; only its speed is trusted.
  var offset = Date.parse(main.dataset.now) - Date.now();
  var open = main.dataset.status === 'pending' || main.dataset.status === 'processing';
  var timer = 0;

  function two(number) { return (number < 10 ? '0' : '') + number; }

  function tick() {
    var left = Math.floor((expires - Date.now() - offset) / 1000);
    if (left <= 0) {
      expiry.textContent = texts.over;
      clearInterval(timer);
      return;
    }
    var hours = Math.floor(left / 3600);
    var rest = two(Math.floor(left / 60) % 60) + ':' + two(left % 60);
    countdown.textContent = hours > 0 ? hours + ':' + rest : rest;
  }

  // To the payment form by itself, but once only: who comes back by the browser's button wants to stay.
  function forward(url) {
    var key = 'forwarded ' + main.dataset.id;
    try {
      if (sessionStorage.getItem(key)) { return; }
      sessionStorage.setItem(key, '1');
    } catch (e) {
      return;
    }
    status.textContent = texts.forward;
    setTimeout(function () { location.assign(url); }, 1200);
  }

  function show(state) {
    main.dataset.status = state.status;
    if (status.textContent !== state.text) { status.textContent = state.text; }
    if (state.pay) {
      pay.href = state.pay;
      pay.hidden = false;
      forward(state.pay);
    } else {
      pay.hidden = true;
      pay.removeAttribute('href');
    }
    if (state.over) {
      clearInterval(timer);
      expiry.hidden = true;
      qr.hidden = true;
    }
  }

  function listen() {
    var events = new EventSource('/pay/' + main.dataset.id + '/events');
    events.addEventListener('state', function (event) {
      var state = JSON.parse(event.data);
      show(state);
      if (state.over) { events.close(); }
    });
    events.onerror = function () {
      // Closed for good, not only interrupted: try anew after a while.
      if (events.readyState === EventSource.CLOSED) { setTimeout(listen, 5000); }
    };
  }

  if (open) {
    expiry.firstChild.textContent = texts.left + ' ';
    tick();
    timer = setInterval(tick, 1000);
    listen();
  }
})();
