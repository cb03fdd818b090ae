const stepMs = 700;
const stays = matchMedia('(prefers-reduced-motion: reduce)');

/** Journeys as tabs; in each, steps to look at, and a dot that goes along them once they are seen. */
export class RequestTravels extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    const tabs = this.#all('[role=tab]');
    for (const [index, tab] of tabs.entries()) {
      tab.addEventListener('click', () => this.#choose(tabs, index));
      tab.addEventListener('keydown', ({ key }) => {
        const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
        if (step !== 0) this.#choose(tabs, (index + step + tabs.length) % tabs.length)?.focus();
      });
    }
    for (const journey of this.#all('.journey'))
      for (const [index, stop] of stopsOf(journey).entries())
        stop.querySelector('button')?.addEventListener('click', () => {
          this.#rest(journey);
          show(journey, index);
        });
    this.querySelector('.play')?.addEventListener('click', () => this.#travel());
    for (const journey of this.#all('.journey')) this.#rest(journey);
    if (stays.matches) return;
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      seen.disconnect();
      this.#travel();
    });
    seen.observe(this);
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
  }

  #all(selector: string): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>(selector)];
  }

  #choose(tabs: HTMLElement[], chosen: number): HTMLElement | undefined {
    for (const [index, tab] of tabs.entries()) {
      tab.setAttribute('aria-selected', String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
    }
    for (const [index, journey] of this.#all('.journey').entries()) journey.hidden = index !== chosen;
    this.#travel();
    return tabs[chosen];
  }

  /** Ends a journey at once: all of it is shown. */
  #rest(journey: HTMLElement): void {
    clearTimeout(this.#timer);
    journey.classList.remove('travelling');
    for (const stop of stopsOf(journey)) stop.classList.add('reached');
  }

  #travel(): void {
    clearTimeout(this.#timer);
    const journey = this.querySelector<HTMLElement>('.journey:not([hidden])');
    if (journey === null) return;
    if (stays.matches) {
      this.#rest(journey);
      show(journey, 0);
      return;
    }
    const stops = stopsOf(journey);
    for (const stop of stops) stop.classList.remove('reached');
    journey.classList.add('travelling');
    const arrive = (index: number): void => {
      const stop = stops[index];
      if (stop === undefined) {
        this.#rest(journey);
        return;
      }
      moveDot(journey, stop);
      show(journey, index);
      stop.classList.add('reached');
      this.#timer = setTimeout(arrive, stepMs, index + 1);
    };
    arrive(0);
  }
}

const stopsOf = (journey: HTMLElement): HTMLElement[] => [...journey.querySelectorAll<HTMLElement>('.stop')];

function show(journey: HTMLElement, chosen: number): void {
  for (const [index, figure] of journey.querySelectorAll('.shown').entries())
    figure.classList.toggle('here', index === chosen);
  for (const [index, stop] of stopsOf(journey).entries())
    stop.querySelector('button')?.setAttribute('aria-pressed', String(index === chosen));
}

function moveDot(journey: HTMLElement, stop: HTMLElement): void {
  const dot = journey.querySelector<HTMLElement>('.dot');
  const node = stop.querySelector<HTMLElement>('.node');
  const rail = journey.querySelector('.rail');
  if (dot === null || node === null || rail === null) return;
  const from = rail.getBoundingClientRect();
  const to = node.getBoundingClientRect();
  dot.style.transform = `translate(${to.left - from.left}px, ${to.top - from.top + 1}px)`;
}
