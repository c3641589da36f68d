/* The page that lives: solves the game of a report again, exactly, whenever a number moves or an action is cut.

   Everything is decided in rational numbers made of BigInt; floating point only places marks on a picture.
   The page hands over formulas, not answers: payoffs and odds as quotients of polynomials in the parameters.
   A game is a tree; a table is a tree whose later movers do not see the earlier ones.  It is solved subgame by
   subgame, from the last back to the first: a subgame whose inner subgames are replaced by what they are worth
   is a table of those who choose in it, and the equilibria of a table of two are found among the corners of
   the players' best-reply regions, all of them (Selten 1965; Avis, Rosenberg, Savani and von Stengel 2010).

   The parts: rational numbers, polynomials, the tree, tables, equilibria, the comparison, words, the page. */
"use strict";
(function (global) {
  const { make, checkCertificates, otherVerdict } = global.GametheoryParts || {}; // none of them where there is no page

  // ------------------------------------------------------------------------------------- rational numbers

  const gcd = (a, b) => { while (b) [a, b] = [b, a % b]; return a < 0n ? -a : a; };

  function ratio(top, bottom = 1n) {
    if (bottom === 0n) throw new RangeError("a denominator is zero");
    if (bottom === 1n) return { top, bottom };
    if (bottom < 0n) { top = -top; bottom = -bottom; }
    const common = gcd(top, bottom);
    return common > 1n ? { top: top / common, bottom: bottom / common } : { top, bottom };
  }
  const ZERO = ratio(0n), ONE = ratio(1n);

  const plus = (a, b) => a.bottom === b.bottom
    ? ratio(a.top + b.top, a.bottom) : ratio(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
  const minus = (a, b) => plus(a, { top: -b.top, bottom: b.bottom });
  const times = (a, b) => ratio(a.top * b.top, a.bottom * b.bottom);
  const over = (a, b) => ratio(a.top * b.bottom, a.bottom * b.top);
  const sign = a => a.top > 0n ? 1 : a.top < 0n ? -1 : 0;
  const compare = (a, b) => sign(minus(a, b));
  const equal = (a, b) => a.top === b.top && a.bottom === b.bottom;
  const least = numbers => numbers.reduce((a, b) => compare(b, a) < 0 ? b : a);
  const greatest = numbers => numbers.reduce((a, b) => compare(b, a) > 0 ? b : a);
  const written = a => a.bottom === 1n ? `${a.top}` : `${a.top}/${a.bottom}`;
  const toFloat = a => { // for places on a picture alone
    const shift = 10n ** 12n;
    return Number(a.top * shift / a.bottom) / 1e12;
  };

  /** A number as people type it: 12, -3, 0.25, 22,5 or 45/2; null if it is none. */
  function parse(text) {
    const clean = text.trim().replace(/[−–]/g, "-").replace(/\s*\/\s*/, "/");
    if (clean.length > 60) return null;
    const parts = clean.match(/^([+-]?)(\d+)(?:[.,](\d+)|\/(\d+))?$/);
    if (!parts || (parts[4] && BigInt(parts[4]) === 0n)) return null;
    const [, leading, whole, decimals, below] = parts;
    const size = decimals ? ratio(BigInt(whole + decimals), 10n ** BigInt(decimals.length))
      : ratio(BigInt(whole), below ? BigInt(below) : 1n);
    return leading === "-" ? minus(ZERO, size) : size;
  }

  /** A decimal of at most so many places, rounded to the nearest; true beside it where it is exact. */
  function decimal(a, places) {
    const scale = 10n ** BigInt(places), size = a.top < 0n ? -a.top : a.top;
    const scaled = (size * scale * 2n + a.bottom) / (a.bottom * 2n);
    const digits = `${scaled}`.padStart(places + 1, "0");
    const tail = digits.slice(digits.length - places).replace(/0+$/, "");
    const text = digits.slice(0, digits.length - places) + (tail ? `.${tail}` : "");
    return [(a.top < 0n && scaled ? "−" : "") + text, (size * scale) % a.bottom === 0n];
  }

  /** A number for a reader: exact, with a decimal where the exact form is a long fraction. */
  function said(a) {
    const [text, exact] = decimal(a, 4);
    if (exact) return text;
    const fraction = written(a).replace("-", "−");
    return fraction.length <= 9 ? fraction : `≈ ${text}`;
  }

  // ----------------------------------------------------------------------------------------- polynomials

  // A polynomial is a list of terms [coefficient, [[number of a parameter, power], …]].

  const readTerms = terms => terms.map(([coefficient, powers]) => [parse(coefficient), powers]);

  function valueOf(terms, point) {
    let total = ZERO;
    for (const [coefficient, powers] of terms) {
      let product = coefficient;
      for (const [name, power] of powers) {
        for (let n = 0; n < power; n++) product = times(product, point[name]);
      }
      total = plus(total, product);
    }
    return total;
  }

  /** A sum of polynomials, each times a number, like terms collected. */
  function combined(parts) {
    const kept = new Map();
    for (const [scale, terms] of parts) {
      for (const [coefficient, powers] of terms) {
        const key = JSON.stringify(powers), before = kept.get(key);
        const value = plus(before ? before[0] : ZERO, times(scale, coefficient));
        if (sign(value)) kept.set(key, [value, powers]); else kept.delete(key);
      }
    }
    return [...kept.values()];
  }

  function product(left, right) {
    const parts = [];
    for (const [a, first] of left) {
      for (const [b, second] of right) {
        const powers = new Map(first);
        for (const [name, power] of second) powers.set(name, (powers.get(name) || 0) + power);
        parts.push([ONE, [[times(a, b), [...powers].sort((p, q) => p[0] - q[0])]]]);
      }
    }
    return combined(parts);
  }

  /** The formulas of the page at a point: a function from the number of a formula to its value. */
  function formulasAt(model, point) {
    const values = [];
    return number => {
      if (!values[number]) {
        const [top, bottom] = model.formulas[number];
        const above = valueOf(model.polynomials[top], point);
        values[number] = bottom === null ? above : over(above, valueOf(model.polynomials[bottom], point));
      }
      return values[number];
    };
  }

  // --------------------------------------------------------------------------------------------- the tree

  /* A node is {set, to} where a player chooses, {odds, to} where chance moves, {pays} where the game ends:
     what each player gets and then, for each account, each player's part in it.  Nodes stand in preorder.
     ``cuts`` holds "set:action" for every action that nobody has. */

  /** A form without the actions that are cut: the branches left at each node, and where subgames begin. */
  function pruned(form, cuts) {
    const actions = form.sets.map((set, number) =>
      set.actions.map((_, action) => action).filter(action => !cuts.has(`${number}:${action}`)));
    const to = form.nodes.map(node => node.set === undefined ? node.to || []
      : actions[node.set].map(action => node.to[action]));
    const there = form.nodes.map((_, place) => place === 0);
    form.nodes.forEach((_, place) => { if (there[place]) for (const child of to[place]) there[child] = true; });

    const first = form.sets.map(() => Infinity), last = form.sets.map(() => -1);
    form.nodes.forEach((node, place) => {
      if (there[place] && node.set !== undefined) {
        first[node.set] = Math.min(first[node.set], place);
        last[node.set] = Math.max(last[node.set], place);
      }
    });

    // A subgame begins where no information set reaches across the border.
    const end = form.nodes.map((_, place) => place + 1), low = [], high = [], roots = [];
    for (let place = form.nodes.length - 1; place >= 0; place--) {
      const node = form.nodes[place], children = node.to || [];
      if (!there[place] || !children.length) { low[place] = Infinity; high[place] = -1; }
      else {
        low[place] = Math.min(node.set === undefined ? Infinity : first[node.set], ...to[place].map(c => low[c]));
        high[place] = Math.max(node.set === undefined ? -1 : last[node.set], ...to[place].map(c => high[c]));
      }
      if (children.length) end[place] = end[children[children.length - 1]];
      if (there[place] && children.length && low[place] >= place && high[place] < end[place]) roots.push(place);
    }
    if (there[0] && (form.nodes[0].to || []).length && roots[roots.length - 1] !== 0) roots.push(0);
    return { form, actions, to, end, roots };
  }

  const MOST_STRATEGIES = 64, MOST_CELLS = 4096, MOST_COMBINATIONS = 300, MOST_BASES = 20000;

  /** The strategies of each player in a subgame, silent where they never lead; null if there are too many. */
  function strategiesIn(game, root, inner, players) {
    const { form, to, actions } = game, own = new Map(); // set → the moves of its owner that lead there
    let recalled = true;
    const walk = (place, moves) => {
      const node = form.nodes[place];
      if (inner.has(place) || !node.to) return;
      if (node.set === undefined) { for (const child of to[place]) walk(child, moves); return; }
      const who = form.sets[node.set].player, before = moves[who];
      const known = own.get(node.set);
      if (known === undefined) own.set(node.set, before);
      else if (known !== before) recalled = false;
      to[place].forEach((child, branch) => {
        const after = moves.slice();
        after[who] = `${before}|${node.set}:${actions[node.set][branch]}`;
        walk(child, after);
      });
    };
    walk(root, Array(players).fill(""));
    if (!recalled) return null;

    const found = [];
    let cells = 1;
    for (let who = 0; who < players; who++) {
      const sets = [...own.keys()].filter(set => form.sets[set].player === who);
      let plans = [new Map()];
      for (const set of sets) { // in order, so that the moves that lead to a set are chosen before it
        plans = plans.flatMap(plan => {
          const leads = own.get(set).split("|").slice(1).every(move => {
            const [at, action] = move.split(":").map(Number);
            return plan.get(at) === action;
          });
          return leads ? actions[set].map(action => new Map(plan).set(set, action)) : [plan];
        });
        if (plans.length > MOST_STRATEGIES) return null;
      }
      found.push(plans);
      cells *= plans.length;
      if (cells > MOST_CELLS) return null;
    }
    return found;
  }

  /** What everybody gets in a subgame when each follows one strategy. */
  function expected(game, root, worth, chosen, value) {
    const { form, to } = game;
    const walk = place => {
      const known = worth.get(place);
      if (known) return known;
      const node = form.nodes[place];
      if (!node.to) return node.pays.map(value);
      if (node.set !== undefined) return walk(node.to[chosen[form.sets[node.set].player].get(node.set)]);
      return mixed(to[place].map((child, branch) => [value(node.odds[branch]), walk(child)]));
    };
    return walk(root);
  }

  /** A weighted sum of lists of numbers. */
  function mixed(parts) {
    let total = null;
    for (const [weight, numbers] of parts) {
      if (!sign(weight)) continue;
      const own = equal(weight, ONE) ? numbers : numbers.map(n => times(weight, n));
      total = total ? total.map((n, column) => plus(n, own[column])) : own;
    }
    return total || parts[0][1].map(() => ZERO);
  }

  // ----------------------------------------------------------------------------------------------- tables

  /* A table has for each player the numbers of the strategies that are left, and ``cell`` for what is got. */

  function profilesOf(lists) {
    return lists.reduce((found, list) => found.flatMap(row => list.map(item => [...row, item])), [[]]);
  }

  /** Strategies are dropped that another one beats whatever the others do: no equilibrium uses them. */
  function undominated(lists, cell) {
    for (let again = true; again;) {
      again = false;
      lists.forEach((own, who) => {
        const others = profilesOf(lists.map((list, player) => player === who ? [0] : list));
        const at = (profile, mine) => cell(profile.map((n, player) => player === who ? mine : n))[who];
        const kept = own.filter(mine => !own.some(rival => rival !== mine
          && others.every(profile => compare(at(profile, rival), at(profile, mine)) > 0)));
        if (kept.length < own.length) { lists = lists.map((list, p) => p === who ? kept : list); again = true; }
      });
    }
    return lists;
  }

  /** The solution of square linear equations, or null where there is not exactly one. */
  function solved(rows) {
    const size = rows.length;
    for (let column = 0; column < size; column++) {
      const pivot = rows.findIndex((row, n) => n >= column && sign(row[column]));
      if (pivot < 0) return null;
      [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
      const scale = rows[column][column];
      rows[column] = rows[column].map(n => over(n, scale));
      rows.forEach((row, n) => {
        if (n === column || !sign(row[column])) return;
        const factor = row[column];
        rows[n] = row.map((entry, place) => minus(entry, times(factor, rows[column][place])));
      });
    }
    return rows.map(row => row[size]);
  }

  function* choices(count, size, from = 0) {
    if (size === 0) { yield []; return; }
    for (let n = from; n <= count - size; n++) for (const rest of choices(count, size - 1, n + 1)) yield [n, ...rest];
  }

  const binomial = (n, k) => { let found = 1; for (let j = 1; j <= k; j++) found = found * (n - k + j) / j; return found; };

  /** The corners of {x ≥ 0, x·column ≤ 1 for every column} but the origin, each with its tight labels.

      The labels 0 … m−1 say that an entry of x is zero, the labels from m on that a column is tight. */
  function corners(columns, m) {
    const found = new Map(), n = columns.length;
    for (const tight of choices(m + n, m)) {
      const zero = new Set(tight.filter(label => label < m));
      if (zero.size === m) continue;
      const free = [...Array(m).keys()].filter(entry => !zero.has(entry));
      const used = tight.filter(label => label >= m).map(label => columns[label - m]);
      const part = solved(used.map(column => [...free.map(entry => column[entry]), ONE]));
      if (!part || part.some(number => sign(number) < 0)) continue;
      const x = Array(m).fill(ZERO);
      free.forEach((entry, place) => { x[entry] = part[place]; });
      const sums = columns.map(column => x.reduce((sum, number, entry) => plus(sum, times(number, column[entry])), ZERO));
      if (sums.some(sum => compare(sum, ONE) > 0)) continue;
      const labels = new Set(x.flatMap((number, entry) => sign(number) ? [] : [entry]));
      sums.forEach((sum, column) => { if (equal(sum, ONE)) labels.add(m + column); });
      const total = x.reduce(plus);
      found.set(x.map(written).join(), { odds: x.map(number => over(number, total)), labels });
    }
    return [...found.values()];
  }

  /** All extreme equilibria of a table of two, as pairs of mixtures; null where it is too large. */
  function extremeEquilibria(mine, theirs) {
    const m = mine.length, n = mine[0].length;
    if (binomial(m + n, m) > MOST_BASES) return null;
    const raised = rows => { // adding a number to every entry changes no equilibrium
      const lowest = least(rows.flat());
      return rows.map(row => row.map(entry => plus(minus(entry, lowest), ONE)));
    };
    const A = raised(mine), B = raised(theirs);
    const first = corners(B[0].map((_, j) => B.map(row => row[j])), m);
    const second = corners(A, n);
    const found = [];
    for (const x of first) {
      for (const y of second) {
        const rows = [...Array(m).keys()].every(i => x.labels.has(i) || y.labels.has(n + i));
        const columns = [...Array(n).keys()].every(j => x.labels.has(m + j) || y.labels.has(j));
        if (rows && columns) found.push([x.odds, y.odds]);
      }
    }
    return found;
  }

  /** The equilibria of a table: mixtures for each player; and whether every payoff lies between theirs. */
  function tableEquilibria(lists, cell) {
    let left = lists;
    const choosers = () => left.flatMap((list, who) => list.length > 1 ? [who] : []);
    if (choosers().length > 1) left = undominated(left, cell);
    const who = choosers(), sure = left.map(list => new Map([[list[0], ONE]]));
    const pure = profile => profile.map(strategy => new Map([[strategy, ONE]]));
    if (who.length === 0) return { found: [sure], all: true };
    if (who.length === 1) {
      const rows = profilesOf(left), best = greatest(rows.map(row => cell(row)[who[0]]));
      return { found: rows.filter(row => equal(cell(row)[who[0]], best)).map(pure), all: true };
    }
    if (who.length > 2) {
      const rows = profilesOf(left).filter(row => who.every(player => left[player].every(other =>
        compare(cell(row)[player], cell(row.map((n, p) => p === player ? other : n))[player]) >= 0)));
      return { found: rows.map(pure), all: false };
    }
    const [p, q] = who, at = (i, j) => cell(left.map((list, player) => player === p ? i : player === q ? j : list[0]));
    const pairs = extremeEquilibria(
      left[p].map(i => left[q].map(j => at(i, j)[p])), left[p].map(i => left[q].map(j => at(i, j)[q])));
    if (!pairs) return { found: [], all: false };
    const named = (list, odds) => new Map(list.map((strategy, n) => [strategy, odds[n]]).filter(([, o]) => sign(o)));
    const found = pairs.map(([x, y]) => sure.map((own, player) =>
      player === p ? named(left[p], x) : player === q ? named(left[q], y) : own));
    return { found, all: true };
  }

  // ------------------------------------------------------------------------------------------- equilibria

  const same = (a, b) => a.every((number, column) => equal(number, b[column]));
  const key = mixture => [...mixture].map(([strategy, odds]) => `${strategy}*${written(odds)}`).join();

  /** The subgame-perfect equilibria of a form at a point.

      Returns {found, all, listed, low, high, ties}: the equilibria, each with what is got and the odds of every
      action at every information set; whether everybody's payoffs in every equilibrium lie between theirs;
      whether every payoff is one of theirs; proved bounds of all; and at which sets somebody is indifferent. */
  function solve(form, value, players, cuts = new Set()) {
    const game = pruned(form, cuts), done = new Map(), ties = [];
    if (!form.nodes[0].to) {
      const pays = form.nodes[0].pays.map(value);
      return { found: [new Outcome(pays, new Map(), [])], all: true, listed: true, low: pays, high: pays, ties, at: done };
    }
    const open = new Map();
    for (const root of game.roots) {
      const inner = [...open.keys()].filter(place => place > root && place < game.end[root]);
      const below = new Map(inner.map(place => [place, open.get(place)]));
      for (const place of inner) open.delete(place);
      const result = solveSubgame(game, root, below, value, players, ties);
      open.set(root, result);
      done.set(root, result);
    }
    return { ...open.get(0), ties, at: done };
  }

  /** What is got in an equilibrium, the odds at its own information sets, and the equilibria of inner subgames. */
  class Outcome {
    constructor(pays, own, below) { Object.assign(this, { pays, own, below }); }

    /** The odds of every action at every information set. */
    get plan() {
      if (!this.whole) {
        this.whole = new Map();
        const pending = [this];
        while (pending.length) {
          const one = pending.pop();
          for (const [set, odds] of one.own) this.whole.set(set, odds);
          pending.push(...one.below);
        }
      }
      return this.whole;
    }
  }

  /** The subgame that a single choice decides, where it is known what follows each action; null for others. */
  function solveChoice(game, root, below, value, ties) {
    const { form, to, actions } = game, { set } = form.nodes[root];
    if (set === undefined) return null;
    const who = form.sets[set].player, options = [];
    for (const child of to[root]) {
      const known = below.get(child), node = form.nodes[child];
      if (known ? !known.listed || known.found.length > 1 : node.to) return null;
      options.push(known ? known.found[0] : new Outcome(node.pays.map(value), new Map(), []));
    }
    const best = greatest(options.map(option => option.pays[who])), found = [];
    options.forEach((option, branch) => {
      if (!equal(option.pays[who], best) || found.some(other => same(other.pays, option.pays))) return;
      const odds = form.sets[set].actions.map((_, action) => action === actions[set][branch] ? ONE : ZERO);
      found.push(new Outcome(option.pays, new Map([[set, odds]]), options));
    });
    noteTies(game, found, ties);
    return { found, all: true, listed: found.length === 1, ...spread(found) };
  }

  function solveSubgame(game, root, below, value, players, ties) {
    const simple = solveChoice(game, root, below, value, ties);
    if (simple) return simple;
    const inner = [...below.keys()], plans = strategiesIn(game, root, below, players);
    const nothing = { found: [], all: false, listed: false, ...reach(game, root, below, value) };
    if (!plans) return nothing;
    const lists = plans.map(own => own.map((_, n) => n));
    const combinations = profilesOf(inner.map(place => below.get(place).found));
    if (combinations.length > MOST_COMBINATIONS) return nothing;

    let found = [], all = true, loose = false;
    for (const choice of combinations) {
      const worth = new Map(inner.map((place, n) => [place, choice[n].pays]));
      const cell = tableOf(game, root, worth, plans, value);
      const own = tableEquilibria(lists, cell);
      all = all && own.all;
      const outcomes = own.found.map(profile => outcome(game, profile, plans, cell, choice));
      loose = loose || connected(own.found, outcomes);
      noteTies(game, outcomes, ties);
      for (const one of outcomes) if (!found.some(other => same(other.pays, one.pays))) found.push(one);
      if (found.length > MOST_COMBINATIONS) return nothing;
    }
    const complete = inner.every(place => below.get(place).listed);
    all = all && complete && found.length > 0;
    const bounds = all ? spread(found) : tableBounds(game, root, below, plans, value) || reach(game, root, below, value);
    return { found, all, listed: all && !loose, ...bounds };
  }

  /** A table's cells, each computed once. */
  function tableOf(game, root, worth, plans, value) {
    const known = new Map();
    return profile => {
      const name = profile.join();
      if (!known.has(name)) {
        known.set(name, expected(game, root, worth, profile.map((strategy, who) => plans[who][strategy]), value));
      }
      return known.get(name);
    };
  }

  /** What is got in an equilibrium of a table, and what is done at its information sets and those below. */
  function outcome(game, profile, plans, cell, choice) {
    const parts = profilesOf(profile.map(own => [...own.keys()])).map(row =>
      [row.map((strategy, who) => profile[who].get(strategy)).reduce(times), cell(row)]);
    const plan = new Map();
    profile.forEach((own, who) => {
      const weights = new Map();
      for (const [strategy, odds] of own) {
        for (const [set, action] of plans[who][strategy]) {
          const at = weights.get(set) || game.form.sets[set].actions.map(() => ZERO);
          at[action] = plus(at[action], odds);
          weights.set(set, at);
        }
      }
      for (const [set, at] of weights) {
        const total = at.reduce(plus);
        plan.set(set, at.map(weight => over(weight, total)));
      }
    });
    return new Outcome(mixed(parts), plan, choice);
  }

  /** Whether equilibria lie between two of a table's extreme ones that do not pay the same. */
  function connected(profiles, outcomes) {
    const keys = profiles.map(profile => profile.map(key));
    return outcomes.some((one, a) => outcomes.some((other, b) => a < b && !same(one.pays, other.pays)
      && keys[a].filter((name, who) => name !== keys[b][who]).length === 1));
  }

  /** Keeps the sets at which the same player has two best choices that lead to different payoffs. */
  function noteTies(game, outcomes, ties) {
    if (outcomes.length < 2) return;
    const [one, ...rest] = outcomes;
    for (const [set, odds] of one.plan) {
      const who = game.form.sets[set].player;
      const other = rest.find(o => o.plan.has(set) && !same(odds, o.plan.get(set)) && !same(o.pays, one.pays)
        && equal(o.pays[who], one.pays[who]));
      if (other && !ties.some(tie => tie.set === set)) {
        const used = game.form.sets[set].actions.filter((_, a) => sign(odds[a]) || sign(other.plan.get(set)[a]));
        ties.push({ set, used });
      }
    }
  }

  const spread = found => found.length === 1 ? { low: found[0].pays, high: found[0].pays } : ({
    low: found[0].pays.map((_, column) => least(found.map(one => one.pays[column]))),
    high: found[0].pays.map((_, column) => greatest(found.map(one => one.pays[column]))),
  });

  /** Bounds of what is got at any end of a subgame: they hold whatever is played. */
  function reach(game, root, below, value) {
    const rows = [];
    const walk = place => {
      const known = below.get(place), node = game.form.nodes[place];
      if (known) rows.push(known.low, known.high);
      else if (!node.to) rows.push(node.pays.map(value));
      else for (const child of game.to[place]) walk(child);
    };
    walk(root);
    return {
      low: rows[0].map((_, column) => least(rows.map(row => row[column]))),
      high: rows[0].map((_, column) => greatest(rows.map(row => row[column]))),
    };
  }

  /** Bounds where one player chooses and what follows is known within bounds; null elsewhere. */
  function tableBounds(game, root, below, plans, value) {
    const choosers = plans.flatMap((own, who) => own.length > 1 ? [who] : []);
    if (choosers.length > 1) return null;
    const ends = side => tableOf(game, root, new Map([...below].map(([place, r]) => [place, r[side]])), plans, value);
    const low = ends("low"), high = ends("high"), rows = profilesOf(plans.map(own => own.map((_, n) => n)));
    if (!choosers.length) return { low: low(rows[0]), high: high(rows[0]) };
    const who = choosers[0], sure = greatest(rows.map(row => low(row)[who]));
    const kept = rows.filter(row => compare(high(row)[who], sure) >= 0);
    const found = {
      low: low(kept[0]).map((_, column) => least(kept.map(row => low(row)[column]))),
      high: high(kept[0]).map((_, column) => greatest(kept.map(row => high(row)[column]))),
    };
    found.low[who] = sure;
    return found;
  }

  // ------------------------------------------------------------------------------------------- comparison

  /** The sum of some columns over all equilibria: ends that are attained, and ends that are never left. */
  function rangeOf(result, columns) {
    const sum = pays => columns.map(column => pays[column]).reduce(plus);
    const attained = result.found.map(one => sum(one.pays));
    const inner = attained.length ? [least(attained), greatest(attained)] : null;
    return { inner, outer: result.all ? inner : [sum(result.low), sum(result.high)] };
  }

  /** Whether the equilibria before exceed those after, as a quantifier compares: present, absent, undecided. */
  function comparison(before, after, quantifier) {
    const exceeds = (a, b) => a !== null && b !== null && compare(a, b) > 0;
    const ends = { strong: [0, 1], best: [1, 1], worst: [0, 0], possible: [1, 0] }[quantifier];
    const [b, a] = ends;
    // A least value is bounded below by the outer ends, above by an attained one; a greatest one the other way.
    const surely = (range, end) => end === 0 ? range.outer[0] : range.inner && range.inner[1];
    const atMost = (range, end) => end === 0 ? range.inner && range.inner[0] : range.outer[1];
    if (exceeds(surely(before, b), atMost(after, a))) return "present";
    const top = atMost(before, b), bottom = surely(after, a);
    if (top !== null && bottom !== null && compare(top, bottom) <= 0) return "absent";
    return "undecided";
  }

  const columnsOf = (model, who, measure) => measure === null ? [who]
    : measure.map(account => model.players.length * (account + 1) + who);

  /** The answer to the page's question at a point, with everything that it rests on. */
  function answerAt(model, point) {
    const value = formulasAt(model, point), asked = model.question;
    const games = {};
    for (const side of ["before", "after"]) {
      const { form, cuts } = model.compared[side];
      games[side] = solve(model.forms[form], value, model.players.length, new Set(cuts));
    }
    if (!asked.offered) return { value, games, answer: "" };
    const columns = columnsOf(model, asked.mover, asked.measure);
    const ranges = { before: rangeOf(games.before, columns), after: rangeOf(games.after, columns) };
    let answer = comparison(ranges.before, ranges.after, asked.quantifier);
    if (asked.quantifier === "possible" && answer === "present") answer = "undecided"; // whether it matters
    return { value, games, ranges, answer };
  }

  /** The page's data with numbers read. */
  function readModel(data) {
    const model = { ...data, polynomials: data.polynomials.map(readTerms) };
    model.parameters = data.parameters.map(p => ({
      ...p, low: parse(p.low), high: parse(p.high), baseline: parse(p.baseline), value: parse(p.value),
    }));
    return model;
  }

  // ------------------------------------------------------------------------------------------------ words

  const capital = text => text.slice(0, 1).toUpperCase() + text.slice(1);
  const list = (words, last = "and") => words.length < 2 ? words.join("")
    : `${words.slice(0, -1).join(", ")} ${last} ${words[words.length - 1]}`;
  const rangeSaid = range => !range ? "not known" : equal(range[0], range[1]) ? said(range[0])
    : `${said(range[0])} to ${said(range[1])}`;
  const relation = (a, b) => `${said(a)} ${{ "-1": "<", 0: "=", 1: ">" }[compare(a, b)]} ${said(b)}`;

  /** What is played where an equilibrium comes, set by set: [player, place, words]. */
  function playOf(form, outcome) {
    const found = [], seen = new Set(), reached = reachedIn(form, outcome);
    form.nodes.forEach((node, place) => {
      if (node.set === undefined || !sign(reached[place]) || seen.has(node.set)) return;
      seen.add(node.set);
      const odds = outcome.plan.get(node.set), { player, name, actions } = form.sets[node.set];
      const used = actions.flatMap((action, n) => !sign(odds[n]) ? []
        : [equal(odds[n], ONE) ? `“${action}”` : `“${action}” with probability ${said(odds[n])}`]);
      found.push({ player, set: node.set, place: name, words: list(used) });
    });
    return found;
  }

  /** How probable it is that play comes to each node, chance's odds counted as one where they are not zero. */
  function reachedIn(form, outcome) {
    const reached = form.nodes.map((_, place) => place === 0 ? ONE : ZERO);
    form.nodes.forEach((node, place) => (node.to || []).forEach((child, branch) => {
      const odds = node.set === undefined ? ONE : (outcome.plan.get(node.set) || [])[branch] || ZERO;
      reached[child] = times(reached[place], odds);
    }));
    return reached;
  }

  const playSaid = (model, form, outcome) =>
    list(playOf(form, outcome).map(one => `${model.players[one.player]} plays ${one.words}`
      + (one.place ? ` (${one.place})` : "")), "and") || "nobody chooses";

  /** The verdict in a sentence. */
  function answerSaid(model, result) {
    const { question, compared } = model, { answer, ranges, games } = result;
    if (answer === "undecided") {
      const ties = [...games.after.ties, ...games.before.ties].map(tie => {
        const set = model.forms[model.compared.after.form].sets[tie.set];
        return `${model.players[set.player]} is indifferent between ${list(tie.used.map(n => `“${set.actions[n]}”`))}`
          + (set.name ? ` (${set.name})` : "");
      });
      const why = ties.length ? `: ${ties[0]}, and the answer hangs on what it does`
        : question.quantifier === "possible" ? "" : ": more than two choose at once, or there are too many equilibria";
      return `Whether ${question.clause} is not decided here${why}.`;
    }
    const measured = (question.measure || []).map(account => model.accounts[account].name);
    const it = measured.length ? `its ${measured.join(" and ")} is` : "it gets";
    const numbers = `${it} ${rangeSaid(ranges.after.inner || ranges.after.outer)} ${compared.after.name} and `
      + `${rangeSaid(ranges.before.inner || ranges.before.outer)} ${compared.before.name}`;
    return answer === "present" ? `${capital(question.clause)}: ${numbers}.`
      : `It is not the case that ${question.clause}: ${numbers}.`;
  }

  /** The inequalities that decide: those that the thresholds list, or the two payoffs as formulas. */
  function decisive(model, result, point) {
    const evaluated = (model.conditions || []).map(conditions => conditions.map(one => {
      const above = valueOf(model.polynomials[one.above], point), below = valueOf(model.polynomials[one.below], point);
      return { written: one.written, above, below, holds: compare(above, below) > 0 };
    }));
    if (evaluated.length) {
      const failing = rows => rows.filter(row => !row.holds).length;
      const rows = evaluated.reduce((a, b) => failing(b) < failing(a) ? b : a);
      const lead = evaluated.length > 1
        ? `Of ${evaluated.length} cases in which the paradox is present, this one ${failing(rows) ? "comes closest" : "holds"}:`
        : `The paradox is present ${model.settled ? "exactly " : ""}where all of these hold:`;
      return { lead, rows: [...rows.filter(row => !row.holds), ...rows.filter(row => row.holds)] };
    }
    const after = payoffFormula(model, result, "after"), before = payoffFormula(model, result, "before");
    if (!after || !before) return { lead: "", rows: [] };
    const gap = combined([[ONE, before], [minus(ZERO, ONE), after]]);
    if (!gap.length) return { lead: "Both ways of play pay the same, whatever the numbers.", rows: [] };
    const above = gap.filter(term => sign(term[0]) > 0);
    const below = gap.filter(term => sign(term[0]) < 0).map(([c, powers]) => [minus(ZERO, c), powers]);
    const [more, less] = [valueOf(above, point), valueOf(below, point)];
    const text = `${polynomialSaid(model, above)} &gt; ${polynomialSaid(model, below)}`;
    return {
      lead: `As the game is played here, ${model.players[model.question.mover]} is better off ${model.compared.before.name} where`,
      rows: [{ written: text, above: more, below: less, holds: compare(more, less) > 0 }],
    };
  }

  /** What the mover gets as a polynomial, where one equilibrium in pure strategies is played; else null. */
  function payoffFormula(model, result, side) {
    const game = result.games[side], form = model.forms[model.compared[side].form];
    if (game.found.length !== 1 || !game.all) return null;
    const reached = reachedIn(form, game.found[0]), columns = columnsOf(model, model.question.mover, model.question.measure);
    const odds = form.nodes.map((_, place) => place === 0 ? [[ONE, []]] : null);
    let total = [];
    for (let place = 0; place < form.nodes.length; place++) {
      const node = form.nodes[place];
      if (!sign(reached[place])) continue;
      if (!equal(reached[place], ONE)) return null; // somebody mixes
      for (const [branch, child] of (node.to || []).entries()) {
        if (node.set !== undefined) { odds[child] = odds[place]; continue; }
        const [top, bottom] = model.formulas[node.odds[branch]];
        if (bottom !== null) return null;
        odds[child] = product(odds[place], model.polynomials[top]);
      }
      for (const column of node.to ? [] : columns) {
        const [top, bottom] = model.formulas[node.pays[column]];
        if (bottom !== null) return null;
        total = combined([[ONE, total], [ONE, product(odds[place], model.polynomials[top])]]);
      }
    }
    return total;
  }

  /** A polynomial with positive coefficients, as HTML. */
  function polynomialSaid(model, terms) {
    if (!terms.length) return "0";
    return terms.map(([coefficient, powers]) => {
      const names = powers.map(([name, power]) => model.parameters[name].symbol + (power > 1 ? `<sup>${power}</sup>` : ""));
      const number = equal(coefficient, ONE) && names.length ? [] : [said(coefficient)];
      return [...number, ...names].join("\u202f");
    }).join(" + ");
  }

  /** What a cut changes, in sentences. */
  function cutSaid(model, form, cuts, before, after) {
    const owners = new Set(), names = [...cuts].map(cut => {
      const [number, action] = cut.split(":").map(Number), set = form.sets[number];
      owners.add(set.player);
      return `“${set.actions[action]}” (${model.players[set.player]}${set.name ? `, ${set.name}` : ""})`;
    });
    if (!before.all || !after.all) {
      return [`Without ${list(names)}: more than two choose at once, or somebody is indifferent, and what follows is not decided here.`];
    }
    const ranges = model.players.map((_, who) => [rangeOf(before, [who]).inner, rangeOf(after, [who]).inner]);
    const several = after.found.length > 1 ? ` There are ${after.found.length} equilibria, of which this is the first.` : "";
    const unmoved = before.found.length === 1 && after.found.length === 1
      && playSaid(model, form, before.found[0]) === playSaid(model, form, after.found[0]);
    const sentences = [unmoved ? `Without ${list(names)} everything is played as before.`
      : `Without ${list(names)}: ${playSaid(model, form, after.found[0])}.${several}`];
    const moved = (direction) => ranges.flatMap(([old, now], who) => {
      const ends = [compare(now[0], old[0]), compare(now[1], old[1])];
      const sum = ends[0] + ends[1], mixed = ends[0] * ends[1] < 0;
      const way = mixed ? "unclear" : sum > 0 ? "gains" : sum < 0 ? "loses" : "same";
      return way === direction ? [`${model.players[who]} (${rangeSaid(old)} → ${rangeSaid(now)})`] : [];
    });
    const gains = moved("gains"), loses = moved("loses"), unclear = moved("unclear");
    if (gains.length) sentences.push(`Better off: ${list(gains)}.`);
    if (loses.length) sentences.push(`Worse off: ${list(loses)}.`);
    if (unclear.length) sentences.push(`Better or worse off, as the equilibrium may be: ${list(unclear)}.`);
    if (!gains.length && !loses.length && !unclear.length) sentences.push("Everybody gets what it got before.");
    if (owners.size === 1) {
      const who = [...owners][0], name = model.players[who];
      const [old, now] = ranges[who], option = cuts.size > 1 ? "options" : "option";
      if (compare(now[0], old[1]) > 0) sentences.push(`So ${name} is hurt by its own ${option}: without ${cuts.size > 1 ? "them" : "it"} it gets more.`);
      else if (compare(now[1], old[0]) < 0) sentences.push(`So the ${option} is worth having for ${name}.`.replace("options is", "options are"));
    }
    return sentences;
  }

  // --------------------------------------------------------------------------------------------- the page

  /** The places of a slider: round numbers between the ends of a range. */
  function scaleOf({ low, high, open }) {
    const span = minus(high, low), hundredth = over(span, ratio(100n));
    let step = ratio(1n);
    while (compare(step, hundredth) > 0) step = over(step, ratio(10n));
    while (compare(times(step, ratio(10n)), hundredth) <= 0) step = times(step, ratio(10n));
    for (const many of [5n, 2n]) {
      const larger = times(step, ratio(many));
      if (compare(larger, hundredth) <= 0) { step = larger; break; }
    }
    const floor = q => { const t = q.top / q.bottom; return q.top < 0n && t * q.bottom !== q.top ? t - 1n : t; };
    const first = floor(over(low, step)) + 1n, last = -floor(over(minus(ZERO, high), step)) - 1n;
    const between = Number(last - first) + 1;
    const start = open ? 0 : 1;
    const at = place => place < start ? low : place >= between + start ? high
      : times(ratio(first + BigInt(place - start)), step);
    const count = between + start;
    const nearest = value => {
      let from = 0, to = count;
      while (from < to) { const middle = (from + to) >> 1; if (compare(at(middle), value) < 0) from = middle + 1; else to = middle; }
      return from;
    };
    return { at, count, nearest };
  }

  class LivePage {
    constructor(data, container) {
      this.model = readModel(data);
      this.container = container;
      this.page = container.getRootNode(); // the document, or the root of the part of one that the page stands in
      this.point = this.model.parameters.map(p => p.value);
      this.cuts = new Set();
      this.shown = 0;
      this.form = this.model.forms.game;
      this.buttons = [];
      this.attachTree();
      this.attachTable();
      this.build();
      this.attachMap();
      this.refresh();
      container.hidden = false;
    }

    /** The numbers as exact text, by the names of the parameters. */
    get values() { return Object.fromEntries(this.model.parameters.map((p, n) => [p.name, written(this.point[n])])); }

    /** Moves to numbers that were written elsewhere. */
    take(values) {
      this.point = this.model.parameters.map((p, n) => (p.name in values && parse(values[p.name])) || this.point[n]);
      this.refresh();
    }

    get moved() { return this.model.parameters.some((p, n) => !equal(this.point[n], p.value)); }

    build() {
      const { model } = this;
      const movable = model.parameters.some(p => compare(p.low, p.high) < 0);
      this.card = make("div", { class: "answer now" });
      this.story = make("div", { class: "cut-story" });
      this.status = make("p", { class: "unseen", role: "status", "aria-live": "polite" });
      this.bar = make("div", { class: "live-bar", role: "group", "aria-label": "The answer now" });
      const how = movable
        ? "Move a number, or cut an action: verdict, play and payoffs follow at once. They are computed in your browser with fractions, without rounding."
        : "Cut an action: play and payoffs follow at once. They are computed in your browser with fractions, without rounding.";
      this.container.append(make("h3", { id: "what-if" }, "What if?"), make("p", {}, how), this.status);
      if (model.parameters.length) this.container.append(this.sliders());
      this.lead(movable ? "Try other numbers, or cut an action" : "Cut an action");
      this.container.append(this.card, this.cutting(), this.bar);
    }

    /** A way from the answer on top down to here. */
    lead(words) {
      const down = event => { event.preventDefault(); this.container.scrollIntoView(); };
      this.page.querySelector(".answer[data-verdict]")?.append(make("p", { class: "way-down" }, make("a", { href: "#what-if", onclick: down }, words)));
    }

    sliders() {
      const { model } = this;
      const rows = model.parameters.map((parameter, n) => this.slider(parameter, n));
      return make("fieldset", { class: "sliders" }, make("legend", {}, "The numbers"), make("div", { class: "slider-grid" }, ...rows),
        make("p", {}, make("button", { type: "button", class: "reset-all", onclick: () => this.reset() },
          "Reset all numbers"), " ", make("span", { class: "note" },
          `The mark below each slider is the baseline. A number field takes exact values such as 45/2.`)));
    }

    slider(parameter, n) {
      const id = `live-${n}`, about = parameter.meaning || parameter.name;
      const label = make("label", { for: id }, make("span", { class: "symbol", html: parameter.symbol }), " ", about,
        make("small", {}, [parameter.unit, parameter.standing].filter(Boolean).join("; ")));
      if (compare(parameter.low, parameter.high) >= 0) {
        return make("div", { class: "slider" }, make("p", { class: "fixed" }, ...label.childNodes,
          make("b", {}, ` fixed at ${said(parameter.low)}`)));
      }
      const scale = scaleOf(parameter), share = toFloat(over(minus(parameter.baseline, parameter.low), minus(parameter.high, parameter.low)));
      const slide = make("input", { type: "range", id, min: 0, max: scale.count, step: 1, "data-parameter": parameter.name });
      const field = make("input", { type: "text", inputmode: "text", autocomplete: "off", spellcheck: "false",
        "aria-label": `Exact value of ${about}`, "aria-describedby": `${id}-range`, "data-exact": parameter.name });
      const wrong = make("span", { class: "wrong", id: `${id}-range` });
      const reset = make("button", { type: "button", "aria-label": `Reset ${about}`, title: `Reset to ${said(parameter.value)}`,
        onclick: () => this.set(n, parameter.value) }, "↺");
      const ends = `${said(parameter.low)} to ${said(parameter.high)}, baseline ${said(parameter.baseline)}`;
      const place = `${(100 * share).toFixed(2)}%`;
      slide.addEventListener("input", () => this.set(n, scale.at(Number(slide.value)), slide));
      field.addEventListener("input", () => {
        const value = parse(field.value);
        const inside = value && compare(value, parameter.low) >= (parameter.open ? 1 : 0) && compare(value, parameter.high) <= 0;
        field.setAttribute("aria-invalid", inside ? "false" : "true");
        wrong.textContent = inside ? ends : value ? `must lie in ${ends}` : "a number such as 3, 0.25 or 45/2";
        wrong.classList.toggle("fails", !inside);
        if (inside) this.set(n, value, field);
      });
      field.addEventListener("blur", () => this.show(n));
      parameter.show = (value, except) => {
        slide.value = scale.nearest(value);
        slide.setAttribute("aria-valuetext", `${said(value)} ${parameter.unit}`.trim());
        if (except === field) return;
        field.value = written(value);
        field.setAttribute("aria-invalid", "false");
        wrong.textContent = ends;
        wrong.classList.remove("fails");
      };
      return make("div", { class: "slider" }, label, make("div", { class: "control" },
        make("div", { class: "track" }, slide, make("span", { class: "baseline", "aria-hidden": "true" },
          make("i", { style: `left:${place}` }))), field, reset), wrong);
    }

    cutting() {
      const { model, form } = this;
      const groups = model.players.flatMap((player, who) => {
        const rows = form.sets.flatMap((set, number) => set.player !== who || set.actions.length < 2 ? []
          : [make("li", {}, make("span", { class: "place" }, set.name || "choice"), " ",
            ...set.actions.map((_, action) => this.cutButton(number, action)))]);
        return rows.length ? [make("div", { class: "cut-group" }, make("h4", { class: `p${who}` }, player), make("ul", {}, ...rows))] : [];
      });
      const many = form.sets.length > 24;
      const inside = make("div", { class: "cut-groups" }, ...groups);
      this.clear = make("button", { type: "button", onclick: () => { this.cuts.clear(); this.refresh(); } }, "Give all actions back");
      const drawn = this.tree || this.table;
      return make("fieldset", { class: "cutting" }, make("legend", {}, "Cut an action"),
        make("p", { class: "note" }, `Press an action that nobody should have${drawn ? ", here or in the picture" : ""}; press it again to give it back.`),
        ...(drawn ? [] : this.stepByStep()),
        many ? make("details", {}, make("summary", {}, `All ${form.sets.length} points at which somebody chooses`), inside) : inside,
        this.story, this.clear);
    }

    cutButton(number, action, text) {
      const set = this.form.sets[number], cut = `${number}:${action}`, who = this.model.players[set.player];
      const button = make("button", { type: "button", class: "cut", "data-cut": cut, "aria-pressed": "false",
        "aria-label": `Cut ${set.actions[action]}, ${who}${set.name ? `, ${set.name}` : ""}`, onclick: () => this.cut(cut) }, text || set.actions[action]);
      this.buttons.push(button);
      return button;
    }

    cut(cut) {
      if (this.cuts.has(cut)) this.cuts.delete(cut);
      else if (this.mayCut(cut)) this.cuts.add(cut);
      this.refresh();
    }

    mayCut(cut) {
      const number = Number(cut.split(":")[0]);
      return this.form.sets[number].actions.filter((_, action) => !this.cuts.has(`${number}:${action}`)).length > 1;
    }

    set(n, value, from) {
      this.point[n] = value;
      this.show(n, from);
      if (this.waiting) return;
      this.waiting = requestAnimationFrame(() => { this.waiting = null; this.refresh(); });
    }

    show(n, from) { if (this.model.parameters[n].show) this.model.parameters[n].show(this.point[n], from); }

    reset() {
      this.point = this.model.parameters.map(p => p.value);
      this.refresh();
    }

    /** Solves the game again and shows what follows. */
    refresh() {
      const { model } = this;
      model.parameters.forEach((_, n) => { if (this.page.activeElement?.dataset.exact !== model.parameters[n].name) this.show(n); });
      this.result = answerAt(model, this.point);
      this.container.closest("html").classList.toggle("live-moved", this.moved || this.cuts.size > 0);
      this.showAnswer();
      this.showCuts();
      this.showPlay();
      this.showMap();
      for (const button of this.buttons) {
        const cut = button.dataset.cut, pressed = this.cuts.has(cut);
        button.setAttribute("aria-pressed", pressed ? "true" : "false");
        button.disabled = !pressed && !this.mayCut(cut);
      }
      if (this.tell) this.tell(this.values);
    }

    showAnswer() {
      const { model, result } = this, { question } = model;
      const where = this.moved ? "at these numbers" : "at the numbers of this report";
      const word = question.offered ? result.answer : "";
      this.card.className = `answer now ${word}`;
      this.card.dataset.answer = word;
      const sentence = question.offered ? answerSaid(model, result) : `${capital(question.why)}; what is played is.`;
      const rows = question.offered ? decisive(model, result, this.point) : { lead: "", rows: [] };
      this.card.replaceChildren(
        make("p", { class: "verdict" }, question.offered ? `${capital(where)}: ${word}` : capital(where)),
        make("p", { class: "sentence" }, sentence), this.figures(),
        ...(rows.lead ? [make("p", { class: "lead-in" }, rows.lead)] : []),
        ...(rows.rows.length ? [make("ul", { class: "decides" }, ...rows.rows.map(row => make("li", {},
          make("span", { html: row.written }), make("b", { class: row.holds ? "holds" : "fails" },
            row.holds ? " holds: " : equal(row.above, row.below) ? " is a tie: " : " fails: "), relation(row.above, row.below))))] : []));

      const failing = rows.rows.filter(row => !row.holds), row = failing[0] || rows.rows[0];
      const told = make("span", { class: "bar-answer" },
        question.offered ? make("span", { class: `badge ${word}` }, word) : "", " ");
      if (result.ranges) {
        told.append(`${model.players[question.mover]}: ${rangeSaid(result.ranges.after.inner)} ${model.compared.after.name}, `
          + `${rangeSaid(result.ranges.before.inner)} ${model.compared.before.name}`);
      }
      const why = row ? make("span", { class: "bar-why" }, make("span", { html: row.written }),
        `${row.holds ? " holds" : " fails"}: ${relation(row.above, row.below)}`) : "";
      this.bar.replaceChildren(told, why);
      clearTimeout(this.telling);
      this.telling = setTimeout(() => { this.status.textContent = word ? `${capital(word)}. ${sentence}` : sentence; }, 350);
    }

    /** What the mover gets, in all and account by account, in both games. */
    figures() {
      const { model, result } = this, { question, compared } = model, mover = question.mover;
      const rows = [["Payoff", "", null], ...model.accounts.map((account, n) => [capital(account.name), account.unit, [n]])];
      const both = question.offered, sides = both ? ["after", "before"] : ["after"];
      const heads = [model.players[mover], ...sides.map(side => capital(compared[side].name)), ...(both ? ["Difference"] : [])];
      const body = rows.flatMap(([name, unit, measure]) => {
        const columns = columnsOf(model, mover, measure);
        const ranges = sides.map(side => rangeOf(result.games[side], columns));
        if (measure && ranges.every(range => range.inner && !sign(range.inner[0]) && !sign(range.inner[1]))) return [];
        const ends = ranges.map(range => range.inner || range.outer), exact = ends.every(([low, high]) => equal(low, high));
        const difference = both && exact ? minus(ends[0][0], ends[1][0]) : null;
        const shown = difference === null ? "" : `${sign(difference) > 0 ? "+" : ""}${said(difference)}`;
        const cells = [...ends.map(rangeSaid), ...(both ? [shown] : [])].map((text, n) => make("td", { "data-label": heads[n + 1] }, text));
        return [make("tr", {}, make("th", { scope: "row" }, name, unit ? make("small", {}, ` ${unit}`) : ""), ...cells)];
      });
      return make("table", { class: "ledgers" }, make("caption", { class: "unseen" }, `What ${model.players[mover]} gets`),
        make("thead", {}, make("tr", {}, ...heads.map(head => make("th", { scope: "col" }, head)))), make("tbody", {}, ...body));
    }

    showCuts() {
      const { model, form, cuts, result } = this;
      this.clear.hidden = cuts.size === 0;
      const { after } = model.compared;
      this.whole = after.form === "game" && !after.cuts.length ? result.games.after
        : solve(form, result.value, model.players.length);
      this.left = cuts.size ? solve(form, result.value, model.players.length, cuts) : null;
      const sentences = this.left ? cutSaid(model, form, cuts, this.whole, this.left) : [];
      this.story.replaceChildren(...sentences.map((text, n) => make("p", { class: n ? "" : "sentence" }, text)));
      if (sentences.length) {
        clearTimeout(this.telling);
        this.telling = setTimeout(() => { this.status.textContent = sentences.join(" "); }, 350);
      }
    }

    // The pictures.

    shape(tag, attributes) {
      const element = document.createElementNS(this.page.querySelector("svg").namespaceURI, tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      return element;
    }

    attachTree() {
      const figure = this.page.querySelector("figure[data-places]");
      this.tree = figure && figure.querySelector("svg");
      if (!this.tree) return;
      this.places = JSON.parse(figure.dataset.places);
      this.fan = Number(figure.dataset.fan);
      this.marks = this.shape("g", { class: "live-marks" });
      this.tree.append(this.marks);
      this.legend = make("p", { class: "note live-legend" });
      figure.append(this.legend);
    }

    branch(place, child) {
      const [x, y] = this.places[place], [end, level] = this.places[child];
      return `M${x} ${y}L${x + this.fan} ${level}L${end} ${level}`;
    }

    /** What is played, step by step: in the place of a picture where there is none. */
    stepByStep() {
      this.steps = make("ol", { class: "steps", "aria-label": "What is played, step by step" });
      this.legend = make("p", { class: "note" });
      this.rows = new Map(); // kept from one answer to the next, and with them the button that has the focus
      return [this.steps, this.legend];
    }

    showSteps(now, other, otherForm, name) {
      const { model, form } = this, { activeElement } = this.page;
      const steps = now.found.length ? playOf(form, now.found[0]) : [];
      this.steps.replaceChildren(...steps.map(({ player, set, place, words }) => {
        if (!this.rows.has(set)) {
          this.rows.set(set, make("li", {}, make("span"), ...form.sets[set].actions.map((_, action) => this.cutButton(set, action))));
        }
        const row = this.rows.get(set), where = place ? ` (${place})` : "";
        row.firstChild.replaceChildren(make("b", { class: `p${player}` }, model.players[player]), `${where} plays ${words}`);
        return row;
      }));
      if (this.steps.contains(activeElement)) activeElement.focus({ preventScroll: true });
      const several = now.found.length > 1 ? `There are ${now.found.length} equilibria; these are the steps of the first. ` : "";
      this.legend.textContent = !now.found.length ? "What is played is not decided here."
        : other && other.found.length ? `${several}${capital(name)}: ${playSaid(model, otherForm, other.found[0])}.` : several;
    }

    showPlay() {
      const { model, form, result } = this;
      const onTree = model.compared.after.form === "game" ? "after" : "before";
      const rival = onTree === "after" ? "before" : "after"; // of the two games that are compared
      const now = this.left || this.whole;
      const other = this.left ? this.whole : model.question.offered ? result.games[rival] : null;
      if (this.table) this.showTable(now);
      const otherForm = this.left ? form : model.forms[model.compared[rival].form];
      if (!this.table && !this.tree) this.showSteps(now, other, otherForm, this.left ? "with every action" : model.compared[rival].name);
      if (!this.tree) return;
      const paths = (solved, kind, drawn) => {
        if (!solved || !solved.found.length) return;
        const reached = reachedIn(drawn, solved.found[0]);
        form.nodes.forEach((node, place) => (node.to || []).forEach(child => {
          if (!sign(reached[child])) return;
          const path = this.shape("path", { class: kind, d: this.branch(place, child) });
          if (kind === "path-now") path.style.strokeWidth = 4 + 5 * toFloat(reached[child]); // thinner where somebody mixes
          this.marks.append(path);
        }));
      };
      this.marks.replaceChildren();
      paths(now, "path-now", form);
      paths(other, "path-other", otherForm);
      form.nodes.forEach((node, place) => (node.set === undefined ? [] : node.to).forEach((child, action) => {
        const cut = `${node.set}:${action}`, d = this.branch(place, child), [, level] = this.places[child];
        if (this.cuts.has(cut)) {
          const x = this.places[place][0] + this.fan + 1;
          this.marks.append(this.shape("path", { class: "cut-branch", d }),
            this.shape("path", { class: "cut-cross", d: `M${x - 5} ${level - 5}l10 10m0 -10l-10 10` }));
        }
        const target = this.shape("path", { class: "cut-target", d, "data-cut": cut });
        target.addEventListener("click", () => this.cut(cut));
        const title = this.shape("title", {});
        title.textContent = `${this.cuts.has(cut) ? "Give back" : "Cut"} ${form.sets[node.set].actions[action]}`;
        target.append(title);
        this.marks.append(target);
      }));
      const both = this.left ? "dashes: with every action" : other ? `dashes: ${model.compared[rival].name}` : "";
      const several = now.found.length > 1 ? ` There are ${now.found.length} equilibria; the picture shows the first.` : "";
      this.legend.textContent = now.found.length
        ? `Band: what is played ${this.left ? "with the cut" : other ? model.compared[onTree].name : "now"}${both ? `; ${both}` : ""}.`
          + `${several} Click an action to cut it.` : "What is played is not decided here.";
    }

    attachTable() {
      const grid = this.page.querySelector("figure[data-table] table.matrix");
      const shape = this.form.table;
      if (!grid || !shape || shape.length > 2) return;
      this.table = [...grid.querySelectorAll("tbody td")];
      this.columns = shape.length > 1 ? shape[1] : 1;
      const heads = (cells, who) => cells.forEach((cell, action) => {
        if (this.form.sets[who].actions.length > 1) cell.replaceChildren(this.cutButton(who, action, cell.textContent));
      });
      heads([...grid.querySelectorAll("tbody th")], 0);
      if (shape.length > 1) heads([...grid.querySelectorAll("thead tr:last-child th")].slice(1), 1);
      this.legend = make("p", { class: "note live-legend" });
      grid.closest("figure").append(this.legend);
    }

    showTable(now) {
      const cuts = this.cuts, reached = now.found.length ? reachedIn(this.form, now.found[0]) : null;
      const ends = this.form.nodes.flatMap((node, place) => node.to ? [] : [place]);
      this.table.forEach((cell, n) => {
        const row = Math.floor(n / this.columns), column = n % this.columns;
        const played = reached && sign(reached[ends[n]]) > 0;
        cell.classList.toggle("equilibrium", Boolean(played));
        cell.classList.toggle("gone", cuts.has(`0:${row}`) || cuts.has(`1:${column}`));
      });
      const several = now.found.length > 1 ? ` There are ${now.found.length} equilibria; the table shows the first.` : "";
      this.legend.textContent = now.found.length
        ? `Shaded: what is played${this.left ? " with the cut" : ""}: ${playSaid(this.model, this.form, now.found[0])}.${several} Press an action to cut it.`
        : "What is played is not decided here.";
    }

    attachMap() {
      const figure = this.page.querySelector("figure[data-map]");
      const svg = figure && figure.querySelector("svg");
      if (!svg) return;
      const map = JSON.parse(figure.dataset.map), { parameters } = this.model;
      const axes = map.over.map(name => parameters.findIndex(p => p.name === name));
      if (axes.includes(-1)) return;
      const box = map.box.map(ends => ends.map(parse));
      const others = Object.entries(map.values).map(([name, value]) => [parameters.findIndex(p => p.name === name), parse(value)]);
      this.map = { ...map, axes, box, others, group: this.shape("g", { class: "map-point" }), note: make("p", { class: "note", role: "note" }) };
      svg.append(this.map.group);
      figure.append(this.map.note);
    }

    showMap() {
      if (!this.map) return;
      const { axes, box, frame, group, note, others } = this.map, [x, y, width, height] = frame;
      const share = axes.map((n, axis) => toFloat(over(minus(this.point[n], box[axis][0]), minus(box[axis][1], box[axis][0]))));
      const inside = share.every(s => s >= 0 && s <= 1), flat = axes.length === 1;
      const away = others.filter(([n, value]) => n >= 0 && !equal(this.point[n], value));
      const at = [x + width * share[0], flat ? y + height / 2 : y + height * (1 - share[1])];
      group.replaceChildren();
      if (inside) {
        group.append(this.shape("circle", { cx: at[0], cy: at[1], r: 8, class: "halo" }), this.shape("circle", { cx: at[0], cy: at[1], r: 8, class: away.length ? "off" : "on" }));
      }
      const names = list(away.map(([n]) => this.model.parameters[n].name));
      note.textContent = !inside ? "The numbers chosen above lie outside this map."
        : away.length ? `The ring is where the numbers chosen above lie; but the map holds with ${names} where ${away.length > 1 ? "they were" : "it was"}, so that the answer there may differ.`
          : "The ring is where the numbers chosen above lie.";
    }
  }

  // --------------------------------------------------------------------------------------- the certificates

  /** Whether the game that the page solves is the one that a certificate proves something about. */
  function sameGame(data, certificate) {
    if (!data.checked || !data.checked.length || certificate.kind !== "verdict" || !certificate.game) return true;
    const model = readModel(data), value = formulasAt(model, model.parameters.map(p => p.value));
    const { game } = certificate, form = model.forms.game;
    const rows = game.nodes ? game.nodes.flatMap(node => node.payoffs ? [node.payoffs] : []) : game.payoffs;
    const agrees = (texts, numbers) => texts.length === numbers.length && texts.every((text, n) => {
      const number = parse(text);
      return number && equal(number, value(numbers[n]));
    });
    if (rows.length !== data.checked.length || !rows.every((row, n) => agrees(row, data.checked[n]))) return false;
    if (!game.nodes) return true;
    return game.nodes.length === form.nodes.length && game.nodes.every((node, place) =>
      !node.probabilities || agrees(node.probabilities, form.nodes[place].odds));
  }

  /** Why a certificate that was accepted is not what this page says; empty where it is. */
  const contradiction = data => (script, certificate) => {
    if (!script.dataset.main) return "";
    const stated = script.getRootNode().querySelector(".answer[data-verdict]");
    const other = stated ? otherVerdict(stated.dataset.verdict, certificate) : "";
    if (other) return other;
    return data && !sameGame(data, certificate) ? "the game that this page solves is not the one in the certificate" : "";
  };

  /** Brings a page to life: what moves in it, if anything does, and the promise that its certificates are checked. */
  function start(page) {
    const held = page.getElementById("live-data"), container = page.getElementById("live");
    const data = held && JSON.parse(held.textContent);
    let live = null;
    if (data && container && data.why) {
      container.append(make("h3", {}, "What if?"), make("p", {}, `${capital(data.why)}: the page shows what holds at the numbers of this report.`));
      container.hidden = false;
    } else if (data && container) {
      try { live = new LivePage(data, container); }
      catch (problem) {
        container.replaceChildren(make("p", { class: "note" }, `The game cannot be solved again here: ${problem.message}`));
        container.hidden = false;
      }
    }
    return { live, checked: checkCertificates(contradiction(data), page) };
  }

  const arithmetic = { parse, written, said, decimal, plus, minus, times, over, compare, ratio, toFloat };
  const api = { ...arithmetic, combined, product, readModel, formulasAt, solve, rangeOf, comparison, columnsOf, answerAt, start };
  global.GametheoryLive = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
  if (typeof document !== "undefined") {
    const begin = () => { global.GametheoryChecked = start(document).checked; };
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin); else begin();
  }
})(typeof window === "undefined" ? globalThis : window);
