'use strict';
(() => {
  const root = document.documentElement;
  const slides = [...document.querySelectorAll('.slide')];
  const card = document.getElementById('card');
  const place = document.getElementById('place');
  const button = (id, act) => document.getElementById(id).addEventListener('click', act);
  root.classList.add('js');

  // From slide to slide.
  let current = 0;
  const tell = number => {
    current = number;
    place.textContent = `${number + 1} / ${slides.length}`;
    try { history.replaceState(null, '', `#${slides[number].id}`); } catch { /* A page without an address has no place to note. */ }
  };
  const go = number => {
    const wanted = Math.max(0, Math.min(slides.length - 1, number));
    hush();
    slides[wanted].scrollIntoView({ behavior: 'instant', block: 'start' });
    tell(wanted);
  };
  addEventListener('scroll', () => {
    hush();
    const middle = innerHeight / 2;
    const seen = slides.findIndex(slide => slide.getBoundingClientRect().bottom > middle);
    if (seen >= 0 && seen !== current) tell(seen);
  }, { passive: true });

  // What a mark says.
  let asked = null;
  const hush = () => {
    asked?.classList.remove('on');
    asked = null;
    card.hidden = true;
  };
  const show = (mark, x, y) => {
    if (mark !== asked) {
      hush();
      asked = mark;
      mark.classList.add('on');
      card.replaceChildren(...mark.getAttribute('aria-label').split('\n').map(line => {
        const words = document.createElement('div');
        words.textContent = line;
        return words;
      }));
      card.hidden = false;
    }
    const { width, height } = card.getBoundingClientRect();
    const left = x + 16 + width > innerWidth ? x - 16 - width : x + 16;
    const top = y + 16 + height > innerHeight ? y - 16 - height : y + 16;
    card.style.left = `${Math.max(4, left)}px`;
    card.style.top = `${Math.max(4, top)}px`;
  };
  const middle = mark => {
    const box = mark.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  const nearest = (marks, reach, far) => {
    let best = null;
    let least = reach;
    for (const mark of marks) {
      const distance = far(mark);
      if (distance <= least) { least = distance; best = mark; }
    }
    return best;
  };
  const under = (svg, event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const across = mark => Math.abs(mark.cx.baseVal.value - at.x);
    const down = mark => Math.abs(mark.cy.baseVal.value - at.y);
    const near = nearest(svg.querySelectorAll('.spot:not(.area)'), 28, mark => Math.hypot(across(mark), down(mark)));
    const shape = near ?? event.target.closest('.mark');
    if (shape) return shape;
    const [left, top, right, bottom] = (svg.querySelector('.marks')?.dataset.plot ?? '0 0 0 0').split(' ').map(Number);
    if (at.x < left || at.x > right || at.y < top || at.y > bottom) return null;
    const areas = [...svg.querySelectorAll('.area')];
    const column = nearest(areas, Infinity, across);
    return column && nearest(areas.filter(mark => Math.abs(across(mark) - across(column)) < 0.5), Infinity, down);
  };
  for (const svg of document.querySelectorAll('.picture svg')) {
    const ask = event => {
      const mark = under(svg, event);
      if (mark) show(mark, event.clientX, event.clientY); else hush();
    };
    svg.addEventListener('pointermove', ask);
    svg.addEventListener('pointerdown', ask);
    svg.addEventListener('pointerleave', hush);
    svg.addEventListener('focusin', event => {
      const mark = event.target.closest('.mark');
      if (mark?.matches(':focus-visible')) show(mark, ...middle(mark));
    });
    svg.addEventListener('focusout', hush);
  }

  // From mark to mark: along a series with the keys left and right, to the next series up and down.
  const step = (mark, key) => {
    const marks = [...mark.parentNode.querySelectorAll('.mark')];
    const number = marks.indexOf(mark);
    if (key === 'ArrowLeft' || key === 'ArrowRight') return marks[number + (key === 'ArrowRight' ? 1 : -1)];
    const [x, y] = middle(mark);
    const sign = key === 'ArrowDown' ? 1 : -1;
    const others = marks.filter(other => other.dataset.series !== mark.dataset.series && (middle(other)[1] - y) * sign > 0);
    return nearest(others, Infinity, other => Math.abs(middle(other)[0] - x) * 8 + Math.abs(middle(other)[1] - y));
  };
  const move = (mark, key) => {
    const next = step(mark, key);
    if (!next) return;
    mark.tabIndex = -1;
    next.tabIndex = 0;
    next.focus({ preventScroll: true });
    show(next, ...middle(next));
  };

  const notes = () => {
    const pressed = document.getElementById('notes');
    const open = pressed.getAttribute('aria-pressed') !== 'true';
    pressed.setAttribute('aria-pressed', String(open));
    for (const one of document.querySelectorAll('details.notes')) one.open = open;
    slides[current].scrollIntoView({ behavior: 'instant', block: 'start' });
  };
  const light = () => {
    const isDark = root.dataset.light ? root.dataset.light === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.light = isDark ? 'light' : 'dark';
  };
  const full = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.())?.catch(() => {});
  document.addEventListener('fullscreenchange', () => {
    root.classList.toggle('full', Boolean(document.fullscreenElement));
    go(current);
  });
  button('back', () => go(current - 1));
  button('on', () => go(current + 1));
  button('notes', notes);
  button('light', light);
  button('full', full);

  addEventListener('keydown', event => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const mark = event.target.closest?.('.mark');
    const act = () => {
      if (mark && event.key.startsWith('Arrow')) return move(mark, event.key);
      if (event.key === 'Escape') { mark?.blur(); return hush(); }
      if (event.target.closest?.('.scroll')) return false;
      switch (event.key) {
        case 'ArrowRight': case 'PageDown': return go(current + 1);
        case 'ArrowLeft': case 'PageUp': return go(current - 1);
        case ' ': return event.target.closest?.('button, summary') ? false : go(current + (event.shiftKey ? -1 : 1));
        case 'Home': return go(0);
        case 'End': return go(slides.length - 1);
        case 'n': case 'N': return notes();
        case 'd': case 'D': return light();
        case 'f': case 'F': return void full();
        default: return false;
      }
    };
    if (act() !== false) event.preventDefault();
  });

  const wanted = slides.findIndex(slide => `#${slide.id}` === location.hash);
  tell(Math.max(0, wanted));
})();
