/* A second, independent checker of certificates, written from docs/certificate.md and from nothing else.
 *
 *     node checker.js certificate.json [more.json …]
 *
 * prints a line for each file and ends with 0 (accepted), 1 (rejected), 3 (not mine) or 2 (a file that cannot be read).
 * In a browser the script defines one name, `GametheoryChecker`:
 *
 *     GametheoryChecker.check(text or object)     a promise of {outcome, reason, claim, milliseconds}
 *     GametheoryChecker.checkNow(text or object)  the same at once
 *
 * with the outcome "accepted", "rejected" or "not mine"; neither ever throws.  It speaks of verdicts and maps about the
 * option paradox, of payoffs or a measure, in tables of two players and in trees in which all is seen.  Whatever it does
 * not know is *not mine*, and whatever it has not checked is never accepted.
 * Fractions and polynomials are made of BigInts, SHA-256 and the reading of JSON are its own.  Sections follow the page.
 */
(function (surroundings) {
"use strict";

// --- What ends a check before it accepts -----------------------------------------------------------------------------
class Rejected extends Error {}
class NotMine extends Error {}

const LONGEST_FILE = 16_000_000; // characters
const DEEPEST = 100; // brackets within brackets; a certificate has a dozen
const MOST_DIGITS = 4_300, MOST_IN_TEXTS = 4_000; // of an integer in JSON; of a numerator or a denominator in a text
const MOST_WORK = 60_000_000; // units of about a tenth of a microsecond

let work = 0;
/** Counts work, so that a file made to keep a checker busy is refused in seconds. */
function spend(units) {
  work += units;
  if (!(work <= MOST_WORK)) throw new Rejected("it takes too much work to check");
}

const need = (holds, why) => { if (!holds) throw new Rejected(why); };
/** A text in a reason: short, and on one line. */
const quoted = (value) => JSON.stringify(String(value)).slice(0, 60);
// --- Reading JSON: objects become Maps (so that no name is special), integers become BigInts -------------------------
const TOKEN = new RegExp([
  "[ \\t\\n\\r]*(?:([{}[\\]:,])", /("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")/,
  /(-?(?:0|[1-9][0-9]*)(?![0-9.eE]))/, /(true|false|null)/, "$)",
].map((part) => part.source ?? part).join("|"), "y");
/** The value of a text of JSON; a name that stands twice, a number with a point or an exponent are refused. */
function parseJson(text) {
  need(text.length <= LONGEST_FILE, "the file is too large");
  TOKEN.lastIndex = 0;
  let mark, string, digits, word; // of the token that comes next, one at most is there

  const advance = () => {
    const place = TOKEN.lastIndex, found = TOKEN.exec(text);
    need(found !== null, `no JSON at character ${place}: strings, integers, true, false and null are read`);
    [, mark, string, digits, word] = found;
  };
  const take = (wanted) => {
    if (mark !== wanted) return false;
    advance();
    return true;
  };
  const expect = (wanted) => need(take(wanted), `${quoted(wanted)} is missing before character ${TOKEN.lastIndex}`);

  const value = (depth) => {
    need(depth <= DEEPEST, "it is nested too deeply");
    if (take("[")) return list(depth + 1);
    if (take("{")) return object(depth + 1);
    need((string ?? digits ?? word) !== undefined, `a value is missing before character ${TOKEN.lastIndex}`);
    const found = digits !== undefined ? integer(digits) : JSON.parse(string ?? word);
    advance();
    return typeof found === "string" ? wellFormed(found) : found;
  };
  const list = (depth) => {
    const values = [];
    if (take("]")) return values;
    do values.push(value(depth)); while (take(","));
    expect("]");
    return values;
  };
  const object = (depth) => {
    const fields = new Map();
    if (take("}")) return fields;
    do {
      const name = string === undefined ? null : value(depth);
      need(name !== null && !fields.has(name), name === null ? "a field has no name" : `${quoted(name)} stands twice`);
      expect(":");
      fields.set(name, value(depth));
    } while (take(","));
    expect("}");
    return fields;
  };

  advance();
  const whole = value(0);
  need((mark ?? string ?? digits ?? word) === undefined, "something stands after the certificate");
  return whole;
}

const integer = (digits, most = MOST_DIGITS) => {
  need(digits.length <= most, "a number has too many digits");
  return BigInt(digits);
};

/** A text without half a surrogate pair, which would have no UTF-8 and so no hash. */
const wellFormed = (text) => {
  need(!/\p{Surrogate}/u.test(text), "half a surrogate pair is no text");
  return text;
};

/** The same for an object of the language, of which own fields and entries count and nothing that is inherited. */
function fromObject(value, depth = 0) {
  spend(1);
  need(depth <= DEEPEST, "it is nested too deeply");
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return wellFormed(value);
  if (typeof value === "bigint") return integer(String(value));
  need(typeof value !== "number" || Number.isSafeInteger(value), "a number is an integer that is known exactly");
  if (typeof value === "number") return BigInt(value);
  need(typeof value === "object", "it holds what is no JSON");
  if (!Array.isArray(value)) {
    return new Map(Object.keys(value).map((name) => [wellFormed(name), fromObject(value[name], depth + 1)]));
  }
  return Array.from({ length: value.length }, (_, k) => {
    need(Object.hasOwn(value, k), "a list has holes");
    return fromObject(value[k], depth + 1);
  });
}

// Types, as the page names them.
function asObject(value, names, what) {
  need(value instanceof Map, `${what} is no object`);
  for (const name of names) need(value.has(name), `${what} lacks ${quoted(name)}`);
  need(value.size === names.length, `${what} has other fields than ${quoted(names.join(", "))}`);
  return names.map((name) => value.get(name));
}

function asList(value, what, length = null) {
  need(Array.isArray(value) && (length === null || value.length === length), `${what} is no list, or not as long`);
  return value;
}

function asName(value, what) {
  need(typeof value === "string" && value !== "", `${what} is no name`);
  return value;
}

function asNames(value, what) {
  const names = asList(value, what).map((name) => asName(name, what));
  need(new Set(names).size === names.length, `${what}: names are distinct`);
  return names;
}

/** An integer between two bounds, as a number of the language. */
function asIndex(value, low, high, what) {
  need(typeof value === "bigint" && value >= BigInt(low) && value <= BigInt(high), `${what} is out of range`);
  return Number(value);
}

function asIntegers(value, what, length) {
  need(asList(value, what, length).every((entry) => typeof entry === "bigint"), `${what}: integers are not such`);
  return value;
}

// --- Texts: their order by code points, and the hash of a game -------------------------------------------------------
/** By characters; the language itself would compare halves of surrogate pairs. */
function compareTexts(one, other) {
  const first = Array.from(one), second = Array.from(other), k = first.findIndex((letter, place) => letter !== second[place]);
  return k < 0 || k >= second.length ? first.length - second.length : first[k].codePointAt(0) - second[k].codePointAt(0);
}

/** The one text of a value that is hashed: keys sorted, no spaces, characters outside ASCII as themselves. */
function canonicalJson(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!(value instanceof Map)) return typeof value === "string" ? JSON.stringify(value) : String(value);
  const names = [...value.keys()].sort(compareTexts);
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalJson(value.get(name))}`).join(",")}}`;
}

/** The first 32 bits behind the point of roots of the first primes, the constants of SHA-256. */
function rootsOfPrimes(count, degree) {
  const found = [];
  for (let n = 2n; found.length < count; n += 1n) {
    let prime = true, low = 0n, high = 1n << 40n; // the root times 2^32 is between them
    for (let d = 2n; d * d <= n; d += 1n) prime &&= n % d !== 0n;
    while (prime && high - low > 1n) {
      const middle = (low + high) / 2n;
      if (middle ** degree <= n << (32n * degree)) low = middle;
      else high = middle;
    }
    if (prime) found.push(Number(low & 0xffffffffn));
  }
  return found;
}

const ROUND_CONSTANTS = rootsOfPrimes(64, 3n), FIRST_STATE = rootsOfPrimes(8, 2n);

/** As FIPS 180-4 says. */
function sha256(bytes) {
  const padded = new Uint8Array((Math.floor((bytes.length + 8) / 64) + 1) * 64), view = new DataView(padded.buffer);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  view.setBigUint64(padded.length - 8, 8n * BigInt(bytes.length));
  const turned = (word, by) => (word >>> by) | (word << (32 - by));
  const state = Int32Array.from(FIRST_STATE, (word) => word | 0), words = new Int32Array(64);
  for (let start = 0; start < padded.length; start += 64) {
    for (let k = 0; k < 16; k += 1) words[k] = view.getInt32(start + 4 * k);
    for (let k = 16; k < 64; k += 1) {
      const early = words[k - 15], late = words[k - 2];
      const s0 = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
      const s1 = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
      words[k] = words[k - 16] + s0 + words[k - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let k = 0; k < 64; k += 1) {
      const s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25), choice = (e & f) ^ (~e & g);
      const one = (h + s1 + choice + ROUND_CONSTANTS[k] + words[k]) | 0;
      const s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22), majority = (a & b) ^ (a & c) ^ (b & c);
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + s0 + majority) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, k) => { state[k] += word; });
  }
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

// --- Rational numbers {n, d}: in lowest terms, d > 0 -----------------------------------------------------------------
const LARGE = 1n << 256n, absolute = (integer) => (integer < 0n ? -integer : integer);
const weight = (integer) => (integer < LARGE && integer > -LARGE ? 0 : integer.toString(16).length / 8);
const signOf = (integer) => (integer > 0n ? 1 : integer < 0n ? -1 : 0);
const lcm = (one, other) => (one / gcd(one, other)) * other;

function gcd(one, other) {
  let a = absolute(one), b = absolute(other);
  while (b !== 0n) {
    spend(weight(b));
    [a, b] = [b, a % b];
  }
  return a;
}

const ratio = (n, d) => {
  const common = d < 0n ? -gcd(n, d) : gcd(n, d);
  return { n: n / common, d: d / common };
};

const whole = (n) => ({ n: BigInt(n), d: 1n });
const ZERO = whole(0), ONE = whole(1);
const plus = (x, y) => ratio(x.n * y.d + y.n * x.d, x.d * y.d);
const minus = (x, y) => plus(x, { n: -y.n, d: y.d });
const times = (x, y) => ratio(x.n * y.n, x.d * y.d);
const over = (x, y) => ratio(x.n * y.d, x.d * y.n);
const compare = (x, y) => signOf(x.n * y.d - y.n * x.d);
const same = (x, y) => x.n === y.n && x.d === y.d;
const written = (x) => (x.d === 1n ? String(x.n) : `${x.n}/${x.d}`);
const least = (values) => values.reduce((x, y) => (compare(y, x) < 0 ? y : x));
const greatest = (values) => values.reduce((x, y) => (compare(y, x) > 0 ? y : x));
const sum = (values) => values.reduce(plus, ZERO);
const isDistribution = (values) => values.every((p) => p.n >= 0n) && same(sum(values), ONE);
const FRACTION = /^(-?(?:0|[1-9][0-9]*))(?:\/([1-9][0-9]*))?$/;

/** A number, written as the page says and in no other way: "3" or "-1/3", in lowest terms. */
function asNumber(value, what) {
  const parts = typeof value === "string" ? FRACTION.exec(value) : null;
  need(parts !== null, `${what}: ${quoted(value)} is no number`);
  const number = ratio(...[parts[1], parts[2] ?? "1"].map((digits) => integer(digits, MOST_IN_TEXTS)));
  need(written(number) === value, `${what}: ${quoted(value)} is not in lowest terms`);
  return number;
}

// --- Polynomials: Maps of exponents to integers, a character for each axis, none after the last that is not zero -----
const HIGHEST_DEGREE = 50_000; // below the characters that stand between the parts of keys
const NOTHING = new Map(), UNIT = new Map([["", 1n]]);
const exponentOf = (powers, axis) => powers.charCodeAt(axis) || 0;
const isConstant = (p) => p.size === 0 || (p.size === 1 && p.has(""));
const leading = (p) => [...p.keys()].reduce((x, y) => (y > x ? y : x), "");
const mapped = (p, change) => new Map([...p].map(([powers, coefficient]) => [powers, change(coefficient)]));
const scaled = (p, factor) => (factor === 0n ? NOTHING : factor === 1n ? p : mapped(p, (c) => c * factor));
const divided = (p, divisor) => (divisor === 1n ? p : mapped(p, (c) => c / divisor));
const keys = new WeakMap();

/** A text that is the same for the same polynomial. */
function keyOf(p) {
  if (!keys.has(p)) keys.set(p, [...p.keys()].sort().map((powers) => `${powers}\uFFFE${p.get(powers)}`).join("\uFFFF"));
  return keys.get(p);
}

/** p + factor · q. */
function added(p, q, factor = 1n) {
  const total = new Map(p);
  spend(q.size);
  for (const [powers, coefficient] of q) {
    const value = (total.get(powers) ?? 0n) + factor * coefficient;
    if (value === 0n) total.delete(powers);
    else total.set(powers, value);
  }
  return total;
}

function multiplied(p, q) {
  const total = new Map();
  for (const [powers, coefficient] of p) {
    spend(q.size * (3 + weight(coefficient) ** 2 / 9));
    for (const [others, factor] of q) {
      const product = shifted(powers, others, 1);
      total.set(product, (total.get(product) ?? 0n) + coefficient * factor);
    }
  }
  for (const [powers, coefficient] of total) if (coefficient === 0n) total.delete(powers);
  return total;
}

/** Exponents with others added, or taken off (then null if one is too small). */
function shifted(powers, others, direction) {
  let sums = "";
  for (let axis = 0; axis < Math.max(powers.length, others.length); axis += 1) {
    const exponent = exponentOf(powers, axis) + direction * exponentOf(others, axis);
    if (exponent < 0) return null;
    need(exponent <= HIGHEST_DEGREE, "a polynomial's degree is too high");
    sums += String.fromCharCode(exponent);
  }
  return sums.replace(/\u0000+$/, "");
}

/** The greatest common divisor of the coefficients, with the sign of the leading one. */
const contentOf = (p) => [...p.values()].reduce(gcd, 0n) * BigInt(signOf(p.get(leading(p))));

/** p / q where nothing is left, else null; the coefficients of q are coprime. */
function quotient(p, q) {
  const first = leading(q), found = new Map();
  let rest = p;
  while (rest.size > 0) {
    const last = leading(rest), powers = shifted(last, first, -1), coefficient = rest.get(last);
    if (powers === null || coefficient % q.get(first) !== 0n) return null;
    found.set(powers, coefficient / q.get(first));
    rest = added(rest, multiplied(q, new Map([[powers, coefficient / q.get(first)]])), -1n);
  }
  return found;
}

// --- Formulas {num, scale, den}: num / (scale · den), scale > 0, den with coprime coefficients -----------------------
function formula(num, scale, den) {
  if (num.size === 0) return { num, scale: 1n, den: UNIT };
  const common = gcd(contentOf(num), scale) * BigInt(signOf(scale));
  return { num: divided(num, common), scale: scale / common, den };
}

const constant = (x) => ({ num: x.n === 0n ? NOTHING : new Map([["", x.n]]), scale: x.d, den: UNIT });
const nameOf = (x) => `${keyOf(x.num)}\uFFFD${x.scale}\uFFFD${keyOf(x.den)}`;
const difference = (x, y) => total(x, y, -1n);
const product = (x, y) => formula(multiplied(x.num, y.num), x.scale * y.scale, multiplied(x.den, y.den));
const identical = (x, y) => difference(x, y).num.size === 0;

/** x + factor · y. */
function total(x, y, factor = 1n) {
  const scale = lcm(x.scale, y.scale), first = scaled(x.num, scale / x.scale), second = scaled(y.num, scale / y.scale);
  if (keyOf(x.den) === keyOf(y.den)) return formula(added(first, second, factor), scale, x.den);
  const above = added(multiplied(first, y.den), multiplied(second, x.den), factor);
  return formula(above, scale, multiplied(x.den, y.den));
}

/** The quotient of two polynomials. */
const fraction = (above, below) => formula(above, contentOf(below), divided(below, contentOf(below)));

/** A polynomial as it is written, as a list of [coefficient, [[variable, exponent], …]], which is in order if asked. */
function asTerms(value, what, ordered) {
  const terms = asList(value, what).map((term) => {
    const [coefficient, powers] = [asNumber(asList(term, what, 2)[0], what), term[1]];
    need(coefficient.n !== 0n && powers instanceof Map, `${what} has a term that is none`);
    const pairs = [...powers].map(([name, exponent]) => [asName(name, what), asIndex(exponent, 1, 64, what)]);
    return [coefficient, pairs.sort((one, other) => compareTexts(one[0], other[0]))];
  });
  const sorted = ordered ? terms : [...terms].sort((one, other) => compareMonomials(one[1], other[1]));
  const rising = sorted.every((term, k) => k === 0 || compareMonomials(sorted[k - 1][1], term[1]) < 0);
  need(rising, `${what}: monomials are distinct and in order`);
  return sorted;
}

/** Lists of pairs, the first difference first, what ends earlier before what goes on. */
function compareMonomials(one, other) {
  const k = one.findIndex(([name, exponent], place) => other[place]?.[0] !== name || other[place][1] !== exponent);
  if (k < 0 || k >= other.length) return one.length - other.length;
  return compareTexts(one[k][0], other[k][0]) || one[k][1] - other[k][1];
}

/** Terms as a formula in the axes, with numbers in the place of the variables that have values. */
function substituted(terms, axes, values, what) {
  return terms.reduce((found, [coefficient, powers]) => {
    let factor = coefficient, monomial = "";
    for (const [name, exponent] of powers) {
      const axis = axes.indexOf(name), value = values.get(name);
      need(axis >= 0 || value !== undefined, `${what}: ${quoted(name)} is no variable of the map`);
      if (axis >= 0) monomial = shifted(monomial, `${"\u0000".repeat(axis)}${String.fromCharCode(exponent)}`, 1);
      else {
        spend(((String(value.n).length + String(value.d).length) * exponent) ** 2 / 100);
        factor = times(factor, { n: value.n ** BigInt(exponent), d: value.d ** BigInt(exponent) });
      }
    }
    return total(found, { num: scaled(new Map([[monomial, 1n]]), factor.n), scale: factor.d, den: UNIT });
  }, constant(ZERO));
}

/** A formula of a game, a polynomial or a quotient, with values put in. */
function asFormula(value, axes, values, what) {
  if (!(value instanceof Map)) return substituted(asTerms(value, what, true), axes, values, what);
  const parts = asObject(value, ["numerator", "denominator"], what).map((part) => asTerms(part, what, true));
  need(parts[1].some(([, powers]) => powers.length > 0), `${what}: a denominator is not constant`);
  const [above, below] = parts.map((terms) => substituted(terms, axes, values, what));
  need(below.num.size > 0, `${what}: a denominator is zero`);
  const den = divided(below.num, contentOf(below.num)); // also of zero, so that it is seen not to vanish
  return { ...fraction(scaled(above.num, below.scale), scaled(below.num, above.scale)), den };
}

// --- The question ----------------------------------------------------------------------------------------------------
const QUESTION = ["format", "kind", "paradox", "concept", "quantifier", "mover", "measure", "details"];
const QUANTIFIERS = ["strong", "best", "worst", "possible"], RULES = ["payoff-dominant", "risk-dominant"];
const CONCEPTS = ["nash", "subgame-perfect", "perfect-bayesian", "sequential"], OVER_TIME = "markov-perfect";

function readQuestion(certificate) {
  const [, , paradox, concept, quantifier, mover, measure, details] = QUESTION.map((name) => certificate.get(name));
  if (paradox !== "option") throw new NotMine(`about ${quoted(paradox)}`);
  if (RULES.includes(quantifier) || concept === OVER_TIME) throw new NotMine("about a rule, or a game over time");
  need(CONCEPTS.includes(concept) && QUANTIFIERS.includes(quantifier), "the concept or the quantifier is none");
  const lists = asObject(details, ["action", "at", "coalition"], "details");
  const [actions, at, coalition] = lists.map((list) => asNames(list, "details"));
  need(actions.length > 0, "no action is named");
  return { concept, quantifier, mover: asName(mover, "mover"), measure: asName(measure, "measure"), actions, at, coalition };
}

// --- The game --------------------------------------------------------------------------------------------------------
const MOST_NODES = 400_000, MOST_PLAYERS = 100;

/** A game, its numbers read by `read`, probabilities seen by `odds`; players, sets and actions are numbers from here. */
function readGame(data, read, odds) {
  need(data instanceof Map, "the game is no object");
  const form = data.get("form"), normal = form === "normal", measured = data.has("measure");
  if (form === "stochastic") throw new NotMine("about a game over time");
  need(normal || form === "extensive", "the game has no form");
  const names = ["form", "players", "information_sets", "hash", normal ? "payoffs" : "nodes"];
  if (measured) names.push("measure", ...(normal ? ["measures"] : []));
  const [, named, listed, hash, rows, measure = "payoff", measures] = asObject(data, names, "the game");
  need(!measured || (asName(measure, "measure") !== "payoff"), "a measure is not called payoff");
  const players = asNames(named, "players"), places = new Set();
  need(players.length > 0 && players.length <= MOST_PLAYERS, "nobody plays, or too many");
  const sets = asList(listed, "information_sets").map((info) => {
    const [owner, name, list] = asObject(info, ["player", "name", "actions"], "an information set");
    const player = players.indexOf(owner), actions = asNames(list, "actions");
    need(player >= 0 && actions.length > 0, "an information set is nobody's, or has no action");
    need(normal ? name === "" : asName(name, "an information set") && !places.has(`${player} ${name}`),
      "sets of a player in a tree have different names, in a table none");
    places.add(`${player} ${name}`);
    return { player, name, actions };
  });
  const game = { normal, players, sets, measure, columns: players.length * (measured ? 2 : 1) };
  const outcome = (payoffs, others) => [payoffs, ...(measured ? [others] : [])].flatMap((row) => (
    asList(row, "payoffs", players.length).map((value) => read(value, "a payoff"))));
  if (normal && players.length !== 2) throw new NotMine("about a table that is not of two players");
  if (normal) {
    need(sets.length === 2 && sets.every(({ player }, k) => player === k), "sets of a table follow the players");
    const count = sets.reduce((size, info) => size * info.actions.length, 1);
    if (measured) asList(measures, "measures", count);
    game.cells = asList(rows, "payoffs", count).map((row, k) => outcome(row, measures?.[k]));
  } else game.nodes = readNodes(rows, game, outcome, read, odds);
  const hashed = new Map([...data].filter(([name]) => name !== "hash"));
  need(sha256(new TextEncoder().encode(canonicalJson(hashed))) === hash, "the game's hash is another one");
  return game;
}

function readNodes(rows, { sets, measure }, outcome, read, odds) {
  need(asList(rows, "nodes").length > 0 && rows.length <= MOST_NODES, "there are no nodes, or too many");
  const nodes = rows.map((row) => {
    need(row instanceof Map, "a node is no object");
    if (row.has("set")) {
      const [number, children] = asObject(row, ["set", "children"], "a node");
      const set = asIndex(number, 0, sets.length - 1, "a node's set");
      return { set, children: asList(children, "children", sets[set].actions.length) };
    }
    if (!row.has("outcomes")) {
      return { ends: outcome(...asObject(row, measure === "payoff" ? ["payoffs"] : ["payoffs", "measures"], "an end")) };
    }
    const [names, chances, children] = asObject(row, ["outcomes", "probabilities", "children"], "a node");
    const count = asNames(names, "outcomes").length, own = asList(chances, "probabilities", count);
    need(count > 0, "a move of chance has no outcome");
    const node = { odds: own.map((value) => read(value, "a probability")), children: asList(children, "children", count) };
    odds(node.odds);
    return node;
  });

  const decisions = nodes.flatMap(({ set }) => (set === undefined ? [] : [set])), used = new Set(decisions);
  if (decisions.length > sets.length) throw new NotMine("about a tree in which something is hidden");
  // In preorder each node's first child comes next, and every other one where the subtree before it ends.
  const after = [];
  for (let k = nodes.length - 1; k >= 0; k -= 1) {
    after[k] = k + 1;
    nodes[k].children = nodes[k].children?.map((child) => {
      need(child === BigInt(after[k]) && after[k] < nodes.length, "nodes are in preorder");
      after[k] = after[after[k]];
      return Number(child);
    });
  }
  need(after[0] === nodes.length && used.size === sets.length, "a node is in no branch, or a set has no node");
  return nodes;
}

const outcomesOf = (game) => game.cells ?? game.nodes.flatMap((node) => (node.ends === undefined ? [] : [node.ends]));
/** The column of what is compared: the mover's payoff or, where the game has a measure, the mover's measure. */
const comparedColumn = ({ players, columns }, { mover }) => columns - players.length + players.indexOf(mover);

/** The actions that are taken away: for each set that loses some, their numbers. */
function lostActions(game, { mover, measure, actions, at, coalition }) {
  const losers = coalition.length === 0 ? [mover] : coalition, lost = new Map(), gone = new Set(), losing = new Set();
  need(losers.includes(mover) && losers.every((name) => game.players.includes(name)), "who loses an action does not play");
  need(measure === game.measure, "the measure is not the game's");
  need(at.length === 0 || (!game.normal && coalition.length === 0), "sets are named in trees only, and for no coalition");
  const named = new Set(at);
  game.sets.forEach((info, set) => {
    if (!losers.includes(game.players[info.player]) || (at.length > 0 && !at.includes(info.name))) return;
    const own = actions.map((name) => info.actions.indexOf(name)).filter((k) => k >= 0);
    named.delete(info.name);
    need(own.length > 0 || at.length === 0, "a set that is named has none of the actions");
    need(own.length < info.actions.length, "a set keeps no action");
    if (own.length === 0) return;
    lost.set(set, new Set(own));
    losing.add(info.player);
    for (const k of own) gone.add(info.actions[k]);
  });
  need(named.size === 0, "a set that is named is none of the mover's");
  need(losing.size === losers.length && gone.size === actions.length, "an action is nowhere lost, or by somebody never");
  return lost;
}

/** The game without some actions; `from` has for each set its number before, `kept` the numbers of its actions. */
function without(game, lost) {
  const keeps = game.sets.map((info, set) => [...info.actions.keys()].filter((k) => !lost.get(set)?.has(k)));
  const left = (from) => ({ from, kept: from.map((set) => keeps[set]),
    sets: from.map((set) => ({ ...game.sets[set], actions: keeps[set].map((k) => game.sets[set].actions[k]) })) });
  if (game.normal) {
    const [first, second] = keeps, width = game.sets[1].actions.length;
    return { ...game, ...left([0, 1]), cells: first.flatMap((i) => second.map((j) => game.cells[i * width + j])) };
  }

  // Nodes in preorder: each is met after the node that it is a child of, which says what becomes of it.
  const stays = game.nodes.map((_, k) => k === 0), place = [], met = new Set();
  let count = 0;
  game.nodes.forEach((node, k) => {
    if (!stays[k]) return;
    place[k] = count;
    count += 1;
    node.children?.forEach((child, branch) => { stays[child] = !lost.get(node.set)?.has(branch); });
    if (node.set !== undefined) met.add(node.set);
  });
  const from = [...game.sets.keys()].filter((set) => met.has(set)), numbers = new Map(from.map((set, k) => [set, k]));
  const nodes = game.nodes.filter((_, k) => stays[k]).map((node) => ({
    ...node, set: numbers.get(node.set), children: node.children?.filter((k) => stays[k]).map((k) => place[k]),
  }));
  return { ...game, ...left(from), nodes };
}

// --- Verdicts --------------------------------------------------------------------------------------------------------
const SIDES = ["with", "without"];

function checkVerdict(certificate) {
  const question = readQuestion(certificate);
  const names = [...QUESTION, "game", "verdict", "payoffs", "infinite", "gap", "proof"];
  const [data, verdict, payoffs, infinite, gap, proof] = asObject(certificate, names, "it").slice(QUESTION.length);
  const game = readGame(data, asNumber, (odds) => need(isDistribution(odds), "probabilities are none"));
  need(question.concept === "nash" || !game.normal, "a table's concept is nash");
  const lost = lostActions(game, question);
  if (verdict === "impossible") {
    need(payoffs === null && infinite === null && gap === null, "payoffs, infinite and gap are null");
    const [rail] = asObject(proof, ["guard_rail"], "the proof");
    checkGuardRail(rail, game, question, lost);
    return { claim: "impossible", reason: `by the theorem ${rail}` };
  }
  need(verdict === "present" || verdict === "absent", "the verdict is none");
  const shorter = without(game, lost), proofs = asObject(proof, SIDES, "the proof");
  const lists = asObject(payoffs, SIDES, "payoffs"), flags = asObject(infinite, SIDES, "infinite");
  const [withThem, withoutThem] = [game, shorter].map((variant, k) => {
    const found = establish(variant, question, proofs[k]), texts = found.payoffs.map(written);
    need(flags[k] === found.infinite, `infinite, ${SIDES[k]}: it should be ${found.infinite}`);
    const said = asList(lists[k], "payoffs").map((value) => written(asNumber(value, "a payoff")));
    need(said.join() === texts.join(), `payoffs, ${SIDES[k]}: they should be ${texts.join(", ").slice(0, 200)}`);
    return found;
  });
  const real = gapOf(question.quantifier, withoutThem.payoffs, withThem.payoffs);
  need(same(asNumber(gap, "gap"), real), `the gap should be ${written(real).slice(0, 200)}`);
  const right = real.n > 0n && matters(shorter, lost, withThem, withoutThem) ? "present" : "absent";
  need(verdict === right, `the verdict should be ${right}`);
  const [first, second] = proofs.map((own) => own.get("kind"));
  return { claim: `${verdict}, gap ${gap}`, reason: `by ${first} with the action, by ${second} without it` };
}

/** D(x, y) of two ascending lists: which end of each is compared. */
const ENDS = { strong: [0, -1], best: [-1, -1], worst: [0, 0], possible: [-1, 0] };
const gapOf = (quantifier, x, y) => minus(x.at(ENDS[quantifier][0]), y.at(ENDS[quantifier][1]));

/** Whether an equilibrium uses the actions, or the equilibria with and without them are others. */
function matters(shorter, lost, withThem, withoutThem) {
  const uses = (profile) => [...lost].some(([set, actions]) => [...actions].some((k) => profile[set][k].n > 0n));
  if (withThem.profiles.some(uses)) return true;
  const values = (equilibria) => `${equilibria.infinite} ${equilibria.payoffs.map(written)}`;
  if (values(withThem) !== values(withoutThem)) return true;
  need(withThem.spans && withoutThem.spans, "whether the action matters is not shown");
  const common = (profile) => shorter.from.map((set, k) => shorter.kept[k].map((action) => profile[set][action]));
  const text = (profile) => profile.map((mixture) => mixture.map(written).join()).join(";");
  const texts = (profiles) => [...new Set(profiles.map(text))].sort().join("|");
  return texts(withThem.profiles.map(common)) !== texts(withoutThem.profiles);
}

function checkGuardRail(rail, game, question, lost) {
  need(["T1", "T2", "T4"].includes(rail), "there is no such theorem about the option");
  need(game.measure === "payoff" && question.coalition.length === 0, "no theorem covers a measure, or a coalition");
  if (rail === "T4") {
    const root = game.nodes?.[0].set;
    need(question.concept !== "nash" && question.quantifier !== "possible", "T4 is about another question");
    need(root !== undefined && lost.size === 1 && lost.has(root), "T4 is about the root of a tree alone");
    return;
  }
  const alone = game.sets.every((info) => game.players[info.player] === question.mover || info.actions.length === 1);
  const sums = new Set(outcomesOf(game).map((values) => written(sum(values))));
  need(rail === "T1" ? alone : game.players.length === 2 && sums.size === 1, `${rail} is about other games`);
}

// --- Proofs that equilibria are all ----------------------------------------------------------------------------------
// Each gives {profiles, payoffs, infinite, spans}: the profiles that it lists (for each set a probability for each
// action), the payoffs that are compared, whether there are infinitely many equilibria, whether what is listed spans them.

function establish(game, question, proof) {
  const kind = proof instanceof Map ? proof.get("kind") : null, own = PROOFS.get(kind);
  need(typeof kind === "string", "a proof is no object with a kind");
  if (own === undefined) throw new NotMine(`proved by ${quoted(kind)}`);
  const [, ...parts] = asObject(proof, ["kind", ...own.fields], `the proof by ${kind}`);
  const right = own.normal ? game.normal : !game.normal && question.concept === "subgame-perfect";
  need(right, `${kind} is about another form of game, or another concept`);
  return own.check(game, comparedColumn(game, question), ...parts);
}

const PROOFS = new Map([
  ["vertices", { normal: true, fields: ["perturbations", "vertices"], check: byVertices }],
  ["supports", { normal: true, fields: [], check: bySupports }],
  ["dominance", { normal: true, fields: ["steps"], check: byDominance }],
  ["backward-induction", { normal: false, fields: ["lowest", "highest"], check: byBackwardInduction }],
]);

/** The matrix of one column of a table: rows are the first player's actions. */
function matrixOf(game, column) {
  const width = game.sets[1].actions.length;
  return game.sets[0].actions.map((_, i) => game.cells.slice(i * width, (i + 1) * width).map((cell) => cell[column]));
}

const transposed = (matrix) => matrix[0].map((_, j) => matrix.map((row) => row[j]));

/** What profiles of a table say, all of finitely many equilibria, or such that span infinitely many. */
function ofTable(game, column, profiles, infinite) {
  need(profiles.length > 0, "a table without an equilibrium");
  const matrix = matrixOf(game, column), values = profiles.map(([x, y]) => {
    spend(10 * x.length * y.length);
    return sum(x.map((p, i) => (p.n === 0n ? ZERO : times(p, sum(y.map((q, j) => times(q, matrix[i][j])))))));
  });
  return { profiles, payoffs: listOf(values, infinite), infinite, spans: true };
}

/** Distinct values, ascending; of infinitely many the least and the greatest. */
const listOf = (values, infinite) => (infinite ? [least(values), greatest(values)]
  : [...new Map(values.map((value) => [written(value), value])).values()].sort(compare));

// --- Vertices --------------------------------------------------------------------------------------------------------
function byVertices(game, column, perturbations, vertices) {
  const [m, n] = game.sets.map((info) => info.actions.length), all = m + n;
  const matrices = [transposed(matrixOf(game, 1)), matrixOf(game, 0)]; // M_ji of the first player's mixtures, of the second's
  const [shifts, lists] = [perturbations, vertices].map((pair) => asList(pair, "a pair of lists", 2));
  const [xs, ys] = matrices.map((matrix, side) => pointsOf(polytope(matrix), shifts[side], lists[side],
    (k) => (side === 0 ? k : k < n ? m + k : k - n)));
  // The pairs whose labels together are all, but for the two zeros.
  const profiles = [], met = new Map();
  spend(xs.length * ys.length);
  for (const x of xs) {
    for (const y of ys) {
      if (x.labels.size + y.labels.size < all || x.size === 0n || y.size === 0n) continue;
      spend(all);
      if (new Set([...x.labels, ...y.labels]).size < all) continue;
      profiles.push([x, y].map(({ s, size }) => s.map((value) => ratio(value, size))));
      for (const point of [x, y]) met.set(point, (met.get(point) ?? 0) + 1);
    }
  }
  return ofTable(game, column, profiles, [...met.values()].some((count) => count > 1));
}

/** M: payoffs without denominators, in each column (an own action) less the least; all ones where nothing is left. */
function polytope(matrix) {
  const common = matrix.flat().reduce((found, value) => lcm(found, value.d), 1n);
  const integers = transposed(matrix).map((own) => own.map((value) => value.n * (common / value.d)));
  return transposed(integers.map((own) => {
    const low = own.reduce((x, y) => (y < x ? y : x)), flat = own.every((value) => value === low);
    return own.map((value) => (flat ? 1n : value - low));
  }));
}

/** The points of a complete list of vertices {s, size, labels}: s / D without what is infinitesimal, each once. */
function pointsOf(M, perturbation, list, labelOf) {
  const d = M[0].length, r = asIntegers(perturbation, "perturbations", M.length);
  const seen = new Set(), ridges = new Map(), points = new Map();
  const dot = (row, part) => row.reduce((found, value, i) => found + value * part[i], 0n);
  for (const vertex of asList(list, "vertices")) {
    const [D, s, e] = asList(vertex, "a vertex", 3);
    for (const [part, size] of [[[D], 1], [s, d], [e, d]]) asIntegers(part, "a vertex", size);
    spend(2 * M.length * d * (1 + String(D).length / 20));
    const slack = [...s.map((value, i) => [value, e[i]]), ...M.map((row, j) => [D - dot(row, s), D * r[j] - dot(row, e)])];
    const inside = slack.every(([now, then]) => now > 0n || (now === 0n && then >= 0n));
    need(D > 0n && inside, "a vertex is outside of its polytope");
    const tight = [...slack.keys()].filter((k) => slack[k][0] === 0n && slack[k][1] === 0n);
    need(tight.length === d && !seen.has(tight.join()), "each vertex has d tight inequalities of its own");
    seen.add(tight.join());
    for (const k of tight) {
      const ridge = tight.filter((other) => other !== k).join();
      ridges.set(ridge, (ridges.get(ridge) ?? 0) + 1);
    }
    const labels = new Set([...slack.keys()].filter((k) => slack[k][0] === 0n).map(labelOf));
    points.set(s.map((value) => written(ratio(value, D))).join(), { s, size: s.reduce((x, y) => x + y), labels });
  }
  need(seen.has([...M[0].keys()].join()), "the vertex at zero is not listed");
  need([...ridges.values()].every((count) => count % 2 === 0), "a neighbor of a vertex is not listed");
  return [...points.values()];
}

// --- Supports --------------------------------------------------------------------------------------------------------
const MOST_ACTIONS = 16, MOST_PAIRS = 60_000;

function bySupports(game, column) {
  const a = matrixOf(game, 0), b = transposed(matrixOf(game, 1));
  const mixtures = pairsOfSupports(a.length, b.length).map(([I, J]) => [mixtureFor(b, J, I), mixtureFor(a, I, J)]);
  return ofTable(game, column, mixtures.filter(([x, y]) => x !== null && y !== null), false);
}

/** All sets of so many of the numbers below a count, in lexicographic order. */
function subsets(count, size, from = 0) {
  if (size === 0) return [[]];
  return Array.from({ length: count - from }, (_, k) => from + k).flatMap((first) => (
    subsets(count, size - 1, first + 1).map((rest) => [first, ...rest])));
}

/** All pairs of sets of actions of equal size, small ones first. */
function pairsOfSupports(rows, columns) {
  need(rows <= MOST_ACTIONS && columns <= MOST_ACTIONS, "a table too large for trying supports");
  const pairs = [];
  for (let size = 1; size <= Math.min(rows, columns); size += 1) {
    const [first, second] = [subsets(rows, size), subsets(columns, size)];
    need(pairs.length + first.length * second.length <= MOST_PAIRS, "too many pairs of supports to try");
    for (const I of first) for (const J of second) pairs.push([I, J]);
  }
  return pairs;
}

/** The only mixture on J against which all of I are best replies, or null.
 *
 * One with further best replies is refused.  Where any mixture has more best replies than actions, so has a corner of
 * those mixtures that share them, and a corner is the only solution for some of its best replies. */
function mixtureFor(matrix, I, J) {
  const last = [...J.map(() => ONE), ZERO, ONE];
  const solution = solved([...I.map((i) => [...J.map((j) => matrix[i][j]), whole(-1), ZERO]), last]);
  if (solution === null || J.some((_, k) => solution[k].n <= 0n)) return null;
  const others = [...matrix.keys()].filter((i) => !I.includes(i));
  const signs = others.map((i) => compare(sum(J.map((j, k) => times(matrix[i][j], solution[k]))), solution[J.length]));
  if (signs.includes(1)) return null;
  need(!signs.includes(0), "the game is degenerate: trying supports does not find all");
  return matrix[0].map((_, j) => (J.includes(j) ? solution[J.indexOf(j)] : ZERO));
}

/** The only solution of linear equations, each a row with its right-hand side last, or null. */
function solved(equations) {
  const size = equations.length, rows = [...equations];
  spend(5 * size ** 3);
  for (let column = 0; column < size; column += 1) {
    const pivot = rows.findIndex((row, k) => k >= column && row[column].n !== 0n);
    if (pivot < 0) return null;
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    const head = rows[column].map((value) => over(value, rows[column][column]));
    rows.forEach((row, k) => {
      rows[k] = k === column ? head : row.map((value, place) => minus(value, times(row[column], head[place])));
    });
  }
  return rows.map((row) => row[size]);
}

// --- Dominance -------------------------------------------------------------------------------------------------------
function byDominance(game, column, steps) {
  const payoffs = [matrixOf(game, 0), transposed(matrixOf(game, 1))];
  const left = game.sets.map((info) => new Set(info.actions.keys()));
  for (const step of asList(steps, "steps")) {
    const [owner, name, by] = asObject(step, ["player", "action", "by"], "a step"), player = game.players.indexOf(owner);
    const names = game.sets[player]?.actions ?? [], action = names.indexOf(name);
    need(player >= 0 && left[player].has(action) && by instanceof Map, "a step takes away what is not there");
    const mixture = [...by].map(([other, p]) => [names.indexOf(other), asNumber(p, "a probability")]);
    need(mixture.every(([k]) => k !== action && left[player].has(k)), "a mixture is of others that are left");
    need(isDistribution(mixture.map(([, p]) => p)), "a mixture sums to one");
    for (const other of left[1 - player]) {
      spend(10 * (1 + mixture.length));
      const mixed = sum(mixture.map(([k, p]) => times(p, payoffs[player][k][other])));
      need(compare(mixed, payoffs[player][action][other]) > 0, "an action is not dominated");
    }
    left[player].delete(action);
  }
  need(left.every((actions) => actions.size === 1), "more than one profile survives");
  const profile = game.sets.map((info, set) => info.actions.map((_, k) => (left[set].has(k) ? ONE : ZERO)));
  return ofTable(game, column, [profile], false);
}

// --- Backward induction ----------------------------------------------------------------------------------------------
/** A plan {player: {set: {action: probability}}} that names every set and every action. */
function readPlan(game, value) {
  const own = (name) => game.sets.filter((info) => game.players[info.player] === name).map((info) => info.name);
  const owners = game.players.filter((name) => own(name).length > 0);
  asObject(value, owners, "a plan").forEach((sets, k) => asObject(sets, own(owners[k]), "a plan"));
  return game.sets.map((info) => {
    const choice = asObject(value.get(game.players[info.player]).get(info.name), info.actions, "a plan");
    const mixture = choice.map((p) => asNumber(p, "a probability"));
    need(isDistribution(mixture), "a plan's probabilities sum to one");
    return mixture;
  });
}

const average = (odds, rows) => rows[0].map((_, column) => sum(odds.map((p, k) => times(p, rows[k][column]))));

/** What every column comes to at the root, from the last node to the first. */
function fromTheEnd(game, atEnd, atChance, atDecision) {
  const values = [];
  for (let k = game.nodes.length - 1; k >= 0; k -= 1) {
    const { ends, set, odds, children } = game.nodes[k], below = children?.map((child) => values[child]);
    spend(5 * game.columns * (1 + (children?.length ?? 0)));
    values[k] = ends !== undefined ? atEnd(ends) : set === undefined ? atChance(odds, below)
      : atDecision(game.sets[set].player, below, set);
  }
  return values[0];
}

/** What a plan gives at the root; it must be subgame perfect. */
function valueOfPlan(game, plan) {
  return fromTheEnd(game, (ends) => ends, average, (player, below, set) => {
    const value = average(plan[set], below);
    need(below.every((other) => compare(other[player], value[player]) <= 0), "a plan is not subgame perfect");
    return value;
  });
}

function byBackwardInduction(game, column, lowest, highest) {
  const plans = [lowest, highest].map((plan) => readPlan(game, plan));
  let ties = false;
  const range = fromTheEnd(game, (ends) => [ends, ends],
    (odds, below) => [0, 1].map((side) => average(odds, below.map((ranges) => ranges[side]))),
    (player, below) => {
      const level = greatest(below.map(([low]) => low[player]));
      const possible = below.filter(([, high]) => compare(high[player], level) >= 0);
      ties ||= possible.length > 1;
      const [low, high] = [least, greatest].map((end, side) => (
        possible[0][side].map((_, other) => end(possible.map((ranges) => ranges[side][other])))));
      return [low.map((value, other) => (other === player ? level : value)), high];
    });
  const values = plans.map((plan) => valueOfPlan(game, plan)[column]);
  need(values.every((value, side) => same(value, range[side][column])), "the plans do not attain the ends");
  return { profiles: plans, payoffs: listOf(values, ties), infinite: ties, spans: !ties };
}

// --- Maps: statements about signs ------------------------------------------------------------------------------------
// A statement is built of "this product of polynomials is positive" by and, or, not.  Off the zero sets a polynomial is
// positive or negative, so that what is not positive is negative.

const TRUE = { op: "true" }, FALSE = { op: "false", negation: TRUE };
TRUE.negation = FALSE;

const signed = (ids, sign) => ({ op: "sign", ids, sign, negation: null });
const and = (...parts) => combined("and", parts);
const or = (...parts) => combined("or", parts);

function combined(op, parts) {
  const [neutral, absorbing] = op === "and" ? [TRUE, FALSE] : [FALSE, TRUE];
  const left = new Set(parts.filter((part) => part !== neutral));
  spend(parts.length + 1);
  if (left.has(absorbing)) return absorbing;
  if (left.size === 0) return neutral;
  return left.size === 1 ? [...left][0] : { op, parts: [...left], negation: null };
}

function not(statement) {
  if (!statement.negation) {
    const { op, ids, sign, parts } = statement;
    statement.negation = op === "sign" ? signed(ids, -sign) : { op: op === "and" ? "or" : "and", parts: parts.map(not) };
    statement.negation.negation = statement;
  }
  return statement.negation;
}

/** The statement where some signs are known. */
function simplified(statement, known, memory) {
  if (statement === TRUE || statement === FALSE) return statement;
  if (memory.has(statement)) return memory.get(statement);
  spend(1 + (statement.parts ?? statement.ids).length);
  let result = statement;
  if (statement.op === "sign") {
    const left = statement.ids.filter((id) => !known.has(id));
    const sign = statement.ids.reduce((found, id) => found * (known.get(id) ?? 1), statement.sign);
    if (left.length === 0) result = sign > 0 ? TRUE : FALSE;
    else if (left.length < statement.ids.length) result = signed(left, sign);
  } else {
    const parts = statement.parts.map((part) => simplified(part, known, memory));
    if (parts.some((part, k) => part !== statement.parts[k])) result = combined(statement.op, parts);
  }
  memory.set(statement, result);
  return result;
}

/** The polynomials in a statement. */
function polynomialsOf(statement, ids = new Set(), met = new Set()) {
  if (!met.has(statement)) statement.parts?.forEach((part) => polynomialsOf(part, ids, met.add(statement)));
  statement.ids?.forEach((id) => ids.add(id));
  return ids;
}

/** The polynomials whose signs matter, by numbers, and their factors as a map lists them. */
class Signs {
  polynomials = []; numbers = new Map(); literals = new Map();
  listed = new Map(); // the keys of polynomials to the sign and the factors that stand in their place
  divisors = new Map(); // what formulas may carry as a further factor, by key

  list(polynomial, factors) {
    const [sign, primitive] = this.normal(polynomial), found = { sign, ids: new Set() };
    factors.forEach((factor) => this.include(found, this.atom(factor)));
    factors.forEach((factor) => this.divide(factor));
    this.listed.set(keyOf(primitive), found);
  }

  divide(polynomial) {
    if (!isConstant(polynomial)) this.divisors.set(keyOf(this.normal(polynomial)[1]), this.normal(polynomial)[1]);
  }

  /** A polynomial as its sign and what has coprime coefficients, the leading one positive. */
  normal(polynomial) {
    const content = contentOf(polynomial);
    return [signOf(content), divided(polynomial, content)];
  }

  atom(polynomial) {
    const [sign, primitive] = this.normal(polynomial), key = keyOf(primitive);
    if (isConstant(primitive)) return { sign, ids: [] };
    if (!this.numbers.has(key)) this.numbers.set(key, this.polynomials.push(primitive) - 1);
    return { sign, ids: [this.numbers.get(key)] };
  }

  /** Signs multiply, and even powers drop out. */
  include(found, other) {
    found.sign *= other.sign;
    for (const id of other.ids) if (!found.ids.delete(id)) found.ids.add(id);
  }

  /** "The product of these polynomials is positive": listed factors in their place; of quotients, what they may carry is
   * divided out first, as often as that goes. */
  positive(polynomials, fromQuotients) {
    const found = { sign: 1, ids: new Set() };
    for (const polynomial of polynomials) {
      if (polynomial.size === 0) return FALSE;
      let [sign, rest] = this.normal(polynomial);
      found.sign *= sign;
      for (const divisor of fromQuotients ? this.divisors.values() : []) {
        for (let less; !this.listed.has(keyOf(rest)) && (less = quotient(rest, divisor)) !== null; rest = less) {
          this.include(found, this.listed.get(keyOf(divisor)) ?? this.atom(divisor));
        }
      }
      this.include(found, this.listed.get(keyOf(rest)) ?? this.atom(rest));
    }
    if (found.ids.size === 0) return found.sign > 0 ? TRUE : FALSE;
    const ids = [...found.ids].sort((x, y) => x - y), name = `${found.sign} ${ids}`;
    if (!this.literals.has(name)) this.literals.set(name, signed(ids, found.sign));
    return this.literals.get(name);
  }

  /** "x exceeds y", of formulas. */
  greater(x, y) {
    const { num, den } = difference(x, y);
    return this.positive([num, den], !isConstant(den));
  }
}

// --- Maps: the branches ----------------------------------------------------------------------------------------------
// A branch has a condition and a formula in each column and, in tables, supports and mixtures.
const MOST_BRANCHES = 3_000;

/** Branches with the same columns as one, under either's condition; those that are nowhere left out. */
function merged(branches) {
  const found = new Map();
  for (const { condition, columns } of branches) {
    const name = columns.map(nameOf).join("\uFFFC"), before = found.get(name)?.condition ?? FALSE;
    if (condition !== FALSE) found.set(name, { condition: or(before, condition), columns });
  }
  need(found.size <= MOST_BRANCHES, "too many branches");
  return [...found.values()];
}

function branchesOfTree(game, signs) {
  return fromTheEnd(game, (ends) => [{ condition: TRUE, columns: ends }], (odds, below) => {
    need(below.reduce((size, family) => size * family.length, 1) <= MOST_BRANCHES, "too many branches");
    const nobody = [{ condition: TRUE, columns: Array(game.columns).fill(constant(ZERO)) }];
    return merged(below.reduce((found, family, k) => found.flatMap((some) => family.map((branch) => ({
      condition: and(some.condition, branch.condition),
      columns: some.columns.map((before, column) => total(before, product(odds[k], branch.columns[column]))),
    }))), nobody));
  }, (player, below) => merged(below.flatMap((family, own) => family.map(({ condition, columns }) => {
    const conditions = below.flatMap((others, child) => (child === own ? [] : others.map((other) => {
      spend(20);
      let more = signs.greater(columns[player], other.columns[player]);
      if (identical(columns[player], other.columns[player])) {
        more = own < child ? TRUE : FALSE; // where all get the same, the earlier child wins
        if (!columns.every((value, column) => identical(value, other.columns[column]))) {
          throw new NotMine("a tree in which somebody is indifferent for all values");
        }
      }
      return or(not(other.condition), more);
    })));
    return { condition: and(condition, ...conditions), columns };
  }))));
}

function branchesOfTable(game, signs) {
  const integers = [0, 1].map((column) => { // payoffs as polynomials, all multiplied by one number
    const scale = game.cells.reduce((found, cell) => lcm(found, cell[column].scale), 1n);
    if (game.cells.some((cell) => !isConstant(cell[column].den))) throw new NotMine("a map of a table with quotients");
    return { scale, matrix: matrixOf(game, column).map((row) => row.map(({ num, scale: own }) => scaled(num, scale / own))) };
  });
  integers[1].matrix = transposed(integers[1].matrix);
  const pairs = pairsOfSupports(...integers.map(({ matrix }) => matrix.length));
  const replies = pairs.map(([I, J]) => [bestReplies(integers[0], I, J, signs), bestReplies(integers[1], J, I, signs)]);
  // Where the list would be open anywhere, it is that of extreme equilibria; they are the same list where it is not.
  const open = replies.flat().some((reply) => reply.tied.length > 0 && reply.condition !== FALSE);
  const [ys, xs] = [0, 1].map((side) => firstOfEach(replies.map((both) => both[side])));
  const fits = (x, y) => x.used.every((i) => y.best.has(i)) && y.used.every((j) => x.best.has(j));
  const found = open ? ys.flatMap((y) => xs.filter((x) => fits(x, y)).map((x) => [y, x])) : replies;
  spend(20 * (xs.length * ys.length + found.length));
  return found.flatMap(([y, x]) => {
    const condition = and(y.condition, x.condition);
    if (condition === FALSE) return [];
    const mean = (column) => x.used.reduce((outer, i, k) => y.used.reduce((inner, j, l) => (
      total(inner, product(product(x.mixture[k], y.mixture[l]), matrixOf(game, column)[i][j]))), outer), constant(ZERO));
    const columns = Array.from({ length: game.columns }, (_, column) => [y.value, x.value][column] ?? mean(column));
    return [{ condition, columns, supports: [x.used, y.used], mixtures: [x.mixture, y.mixture] }];
  });
}

/** The mixture on J that makes all of I best replies, by Cramer's rule, under its condition, and what else ties. */
function bestReplies({ matrix, scale }, I, J, signs) {
  const k = J.length, last = [...J.map(() => UNIT), NOTHING];
  const rows = [...I.map((i) => [...J.map((j) => matrix[i][j]), scaled(UNIT, -1n)]), last];
  const D = determinant(rows), tied = [];
  if (D.size === 0) return { condition: FALSE, tied };
  const N = [...rows.keys()].map((column) => determinant(rows.map((row, place) => (
    row.map((value, other) => (other !== column ? value : place === k ? UNIT : NOTHING))))));
  const conditions = N.slice(0, k).map((n) => signs.positive([n, D], false));
  for (let i = 0; i < matrix.length; i += 1) {
    if (I.includes(i)) continue;
    const rest = J.reduce((left, j, place) => added(left, multiplied(matrix[i][j], N[place]), -1n), N[k]);
    if (rest.size === 0) tied.push(i);
    else conditions.push(signs.positive([rest, D], false));
  }
  const value = fraction(N[k], scaled(D, scale)), mixture = N.slice(0, k).map((n) => fraction(n, D));
  return { used: J, tied, best: new Set([...I, ...tied]), condition: and(...conditions), mixture, value };
}

/** Of mixtures on one support to which the same actions are best replies, the one with the first of these. */
function firstOfEach(replies) {
  const name = (reply) => `${reply.used};${[...reply.best].sort((x, y) => x - y)}`;
  const there = replies.filter(({ condition }) => condition !== FALSE);
  return [...new Map([...there].reverse().map((reply) => [name(reply), reply])).values()].reverse();
}

/** By its minors, row after row: those of the last rows for each set of columns. */
function determinant(rows) {
  let minors = new Map([[0, UNIT]]);
  for (const row of [...rows].reverse()) {
    const larger = new Map();
    for (const [columns, minor] of minors) {
      row.forEach((entry, column) => {
        if (columns & (1 << column)) return;
        const before = [...row.keys()].filter((k) => k < column && columns & (1 << k)).length, all = columns | (1 << column);
        larger.set(all, added(larger.get(all) ?? NOTHING, multiplied(entry, minor), before % 2 === 0 ? 1n : -1n));
      });
    }
    minors = larger;
  }
  return minors.get(2 ** rows.length - 1);
}

/** That the option paradox is present: how branches without the actions compare with those that have them. */
function statementOf(question, game, lost, least_, signs) {
  const column = comparedColumn(game, question), families = [game, without(game, lost)].map((variant) => (
    game.normal ? branchesOfTable(variant, signs) : branchesOfTree(variant, signs)));
  const only = ({ condition, columns }) => ({ condition, columns: [columns[column]] });
  const [ws, os] = families.map((family) => merged(family.map(only)));
  const unless = (branch, then) => or(not(branch.condition), then);
  const better = (o, w) => signs.greater(difference(o.columns[0], w.columns[0]), least_);
  spend(50 * ws.length * os.length);
  const { quantifier } = question;
  if (quantifier === "strong") return and(...ws.flatMap((w) => os.map((o) => unless(w, unless(o, better(o, w))))));
  if (quantifier === "best") return or(...os.map((o) => and(o.condition, ...ws.map((w) => unless(w, better(o, w))))));
  if (quantifier === "worst") return or(...ws.map((w) => and(w.condition, ...os.map((o) => unless(o, better(o, w))))));
  const some = or(...ws.flatMap((w) => os.map((o) => and(w.condition, o.condition, better(o, w)))));
  if (!game.normal) return some;
  // In a table an equilibrium must use the actions, too, or one without them be none with them.
  const { kept } = without(game, lost);
  const uses = ({ supports }) => supports.some((actions, set) => actions.some((k) => lost.get(set)?.has(k)));
  const alike = (w, o) => [0, 1].every((set) => o.supports[set].map((k) => kept[set][k]).join() === w.supports[set].join()
    && o.mixtures[set].every((p, k) => identical(p, w.mixtures[set][k])));
  const fresh = families[1].map((o) => (
    and(o.condition, ...families[0].filter((w) => alike(w, o)).map((w) => not(w.condition)))));
  return and(some, or(...families[0].filter(uses).map(({ condition }) => condition), ...fresh));
}

// --- Maps: signs on a cell -------------------------------------------------------------------------------------------
const matrices = new Map();

/** A square matrix (0 … d) by its name and entries. */
function grid(name, d, entry) {
  const full = `${name} ${d}`;
  if (!matrices.has(full)) {
    matrices.set(full, Array.from({ length: d + 1 }, (_, i) => Array.from({ length: d + 1 }, (__, j) => entry(i, j))));
  }
  return matrices.get(full);
}

const binomial = (n, k) => (k > n ? 0n : k === 0 ? 1n : (binomial(n - 1, k - 1) * BigInt(n)) / BigInt(k));
const power = (base, exponent) => BigInt(base) ** BigInt(exponent);
const countOf = (degrees) => degrees.reduce((size, degree) => size * (degree + 1), 1);

/** {degrees, values}: the Bernstein coefficients on a box, up to a positive factor; the last axis changes fastest. */
function bernstein(polynomial, box) {
  const degrees = box.map((_, axis) => Math.max(...[...polynomial.keys()].map((powers) => exponentOf(powers, axis))));
  spend(countOf(degrees));
  let tensor = { degrees, values: Array(countOf(degrees)).fill(0n) };
  for (const [powers, coefficient] of polynomial) {
    tensor.values[degrees.reduce((place, degree, axis) => place * (degree + 1) + exponentOf(powers, axis), 0)] = coefficient;
  }
  box.forEach(([low, high], axis) => {
    const d = degrees[axis], q = lcm(low.d, high.d), l = low.n * (q / low.d), w = high.n * (q / high.d) - l;
    spend(d ** 3);
    // x^e, times q^d, is Σ_j C(e, j) l^(e−j) w^j q^(d−e) t^j; and t^j has the coefficients C(i, j) / C(d, j).
    const shift = (j, e) => (j > e ? 0n : binomial(e, j) * power(l, e - j) * power(w, j) * power(q, d - e));
    const common = Array.from({ length: d + 1 }, (_, j) => binomial(d, j)).reduce(lcm);
    tensor = along(tensor, axis, grid(`from ${l} by ${w} in ${q}`, d, shift));
    tensor = along(tensor, axis, grid("Bernstein", d, (i, j) => binomial(i, j) * (common / binomial(d, j))));
  });
  return tensor;
}

/** Every line of coefficients along an axis, multiplied by a matrix. */
function along({ degrees, values }, axis, matrix) {
  const size = matrix.length, stride = countOf(degrees.slice(axis + 1)), found = Array(values.length);
  if (size === 1) return { degrees, values };
  spend(values.length * (1 + size / 4));
  values.forEach((_, place) => {
    const i = Math.floor(place / stride) % size, start = place - i * stride;
    found[place] = matrix[i].reduce((x, y, j) => (y === 0n ? x : x + y * values[start + j * stride]), 0n);
  });
  return { degrees, values: found };
}

/** One half of a cell along an axis, up to a positive factor. */
function half(tensor, axis, upper) {
  const d = tensor.degrees[axis], matrix = upper
    ? grid("upper", d, (i, j) => (j < i ? 0n : power(2, i) * binomial(d - i, j - i)))
    : grid("lower", d, (i, j) => power(2, d - i) * binomial(i, j));
  const found = d === 0 ? tensor : along(tensor, axis, matrix);
  const even = () => found.values.every((value) => value % 2n === 0n) && found.values.some((value) => value !== 0n);
  while (d > 0 && even()) found.values = found.values.map((value) => value / 2n);
  return found;
}

/** 1 or −1 where the coefficients tell the sign, else 0. */
function signOn({ values }) {
  const [falls, rises] = [values.some((value) => value < 0n), values.some((value) => value > 0n)];
  return falls === rises ? 0 : rises ? 1 : -1;
}

/** The sign that a polynomial is seen to have on the whole closed box, where it may vanish if that is said. */
function signThroughout(polynomial, box, mayVanish, why) {
  const stack = [[bernstein(polynomial, box), 0]], signs = new Set();
  while (stack.length > 0) {
    const [tensor, depth] = stack.pop(), sign = signOn(tensor);
    spend(64);
    if (sign !== 0 && (mayVanish || !tensor.values.includes(0n))) signs.add(sign);
    else {
      need(depth < 12 * box.length, why);
      for (const upper of [false, true]) stack.push([half(tensor, depth % box.length, upper), depth + 1]);
    }
  }
  need(signs.size === 1, why);
  return [...signs][0];
}

// --- Maps: on which signs a statement hangs --------------------------------------------------------------------------
/** Reduced ordered decision diagrams: 0 is false, 1 is true, and two statements are the same if their numbers are. */
class Diagrams {
  nodes = [null, null];
  memory = new Map();

  node(id, low, high) {
    const name = `${id},${low},${high}`;
    if (low === high) return low;
    spend(30);
    if (!this.memory.has(name)) this.memory.set(name, this.nodes.push({ id, low, high }) - 1);
    return this.memory.get(name);
  }

  of(statement, memory = new Map()) {
    if (statement === TRUE || statement === FALSE) return statement === TRUE ? 1 : 0;
    if (memory.has(statement)) return memory.get(statement);
    const { op, ids, sign, parts } = statement;
    let found = op === "and" ? 1 : 0;
    if (op === "sign") {
      let other = sign > 0 ? 0 : 1;
      found = 1 - other;
      for (const id of [...ids].reverse()) [found, other] = [this.node(id, other, found), this.node(id, found, other)];
    } else for (const part of parts) found = this.both(op, found, this.of(part, memory));
    memory.set(statement, found);
    return found;
  }

  /** f and g, or f or g. */
  both(op, f, g) {
    const absorbing = op === "and" ? 0 : 1;
    if (f === absorbing || g === absorbing) return absorbing;
    if (f === 1 - absorbing || f === g) return g;
    if (g === 1 - absorbing) return f;
    const name = `${op} ${Math.min(f, g)} ${Math.max(f, g)}`, id = Math.min(this.nodes[f].id, this.nodes[g].id);
    spend(20);
    if (!this.memory.has(name)) {
      const [low, high] = ["low", "high"].map((side) => this.both(op, this.side(f, id, side), this.side(g, id, side)));
      this.memory.set(name, this.node(id, low, high));
    }
    return this.memory.get(name);
  }

  /** What is left where the first sign on which it may hang is put in: "low" for negative, "high" for positive. */
  side(f, id, side) {
    return f > 1 && this.nodes[f].id === id ? this.nodes[f][side] : f;
  }

  support(f, met = new Set(), ids = new Set()) {
    if (f < 2 || met.has(f)) return ids;
    ids.add(this.nodes[f].id);
    this.support(this.nodes[f].low, met.add(f), ids);
    return this.support(this.nodes[f].high, met, ids);
  }
}

// --- Maps: volumes ---------------------------------------------------------------------------------------------------
/** The planes between which a polynomial's sign on a cell is not proved, all times one number: l = a·t, ρ⁻, ρ⁺. */
function planesOf({ degrees, values }) {
  const unit = degrees.reduce((found, degree) => lcm(found, BigInt(degree || 1)), BigInt(values.length));
  const places = values.map((_, place) => degrees.map((degree, axis) => (
    Math.floor(place / countOf(degrees.slice(axis + 1))) % (degree + 1))));
  const scale = unit * BigInt(values.length);
  const a = degrees.map((degree, axis) => (degree === 0 ? 0n : unit * BigInt(degree + 1) * values.reduce((x, value, k) => (
    places[k][axis] === degree ? x + value : places[k][axis] === 0 ? x - value : x), 0n)));
  const rests = values.map((value, k) => degrees.reduce((rest, degree, axis) => (
    degree === 0 ? rest : rest - (a[axis] * BigInt(places[k][axis])) / BigInt(degree)), value * scale));
  return { a, low: rests.reduce((x, y) => (y < x ? y : x)), high: rests.reduce((x, y) => (y > x ? y : x)) };
}

/** The part of the unit cube where a·t < b. */
function below(a, b) {
  const slopes = a.map(absolute).filter((value) => value !== 0n), n = BigInt(slopes.length);
  const bound = a.reduce((found, value) => (value < 0n ? found - value : found), b); // axes that fall are turned round
  if (n === 0n) return bound > 0n ? ONE : ZERO;
  let volume = 0n;
  for (let bits = 0; bits < 2 ** slopes.length; bits += 1) {
    const taken = slopes.filter((_, k) => bits & (1 << k)), rest = taken.reduce((x, y) => x - y, bound);
    spend(10);
    if (rest > 0n) volume += (taken.length % 2 === 0 ? 1n : -1n) * rest ** n;
  }
  return ratio(volume, slopes.reduce((found, value, k) => found * value * BigInt(k + 1), 1n));
}

/** The volume of {t : a·t ≤ b for all [a, b]}, in n dimensions, bounded by them. */
function volumeOf(inequalities, n, memory) {
  const tightest = new Map(); // of those that are parallel
  for (const [a, b] of inequalities) {
    const common = a.reduce(gcd, 0n);
    if (common === 0n && b < 0n) return ZERO;
    if (common === 0n) continue;
    const slopes = a.map((value) => value / common), before = tightest.get(slopes.join()), bound = ratio(b, common);
    if (before === undefined || compare(bound, before.bound) < 0) tightest.set(slopes.join(), { a: slopes, bound });
  }
  const rows = [...tightest.values()], name = rows.map(({ a, bound }) => `${a}:${written(bound)}`).sort().join(";");
  if (n === 1) {
    const ends = (sign) => rows.filter(({ a }) => signOf(a[0]) === sign).map(({ a, bound }) => over(bound, whole(a[0])));
    return greatest([ZERO, minus(least(ends(1)), greatest(ends(-1)))]);
  }
  if (!memory.has(name)) {
    spend(200 * rows.length * n);
    const facets = rows.filter(({ bound }) => bound.n !== 0n).map(({ a, bound }) => {
      // On the facet a·t = bound, which gives t_k; it is put in everywhere, and all multiplied by |a_k|.
      const k = a.findIndex((value) => value !== 0n), size = absolute(a[k]);
      const facet = rows.filter((row) => row.a !== a).map((row) => {
        const factor = a[k] < 0n ? -row.a[k] : row.a[k];
        const limit = minus(times(whole(size), row.bound), times(whole(factor), bound));
        return [row.a.map((value, j) => (value * size - factor * a[j]) * limit.d).filter((_, j) => j !== k), limit.n];
      });
      return times(over(bound, whole(size)), volumeOf(facet, n - 1, memory));
    });
    memory.set(name, over(sum(facets), whole(n)));
  }
  return memory.get(name);
}

/** The part of the unit cube where inequalities hold, looked at on the axes on which they hang. */
function partOfCube(inequalities, memory) {
  if (inequalities.length === 1) return below(...inequalities[0]);
  const axes = [...inequalities[0][0].keys()].filter((axis) => inequalities.some(([a]) => a[axis] !== 0n));
  if (axes.length === 0) return inequalities.every(([, b]) => b >= 0n) ? ONE : ZERO;
  const bound = (axis, sign) => [axes.map((other) => (other === axis ? sign : 0n)), sign > 0n ? 1n : 0n];
  const bounds = axes.flatMap((axis) => [bound(axis, -1n), bound(axis, 1n)]);
  return volumeOf([...inequalities.map(([a, b]) => [axes.map((axis) => a[axis]), b]), ...bounds], axes.length, memory);
}

/** The parts of a cell where the signs that are proved settle a statement as true, and as false. */
function provedParts(diagrams, root, planes) {
  const found = [ZERO, ZERO], memory = new Map();
  const go = (surely, perhaps, inequalities) => { // true whatever is not proved; true if what is not proved is so
    spend(20);
    if (surely === 1 || perhaps === 0) {
      const side = surely === 1 ? 0 : 1;
      found[side] = plus(found[side], inequalities.length === 0 ? ONE : partOfCube(inequalities, memory));
    } else if (surely !== 0 || perhaps !== 1) {
      const id = Math.min(...[surely, perhaps].filter((f) => f > 1).map((f) => diagrams.nodes[f].id));
      const { a, low, high } = planes.get(id), opposite = a.map((value) => -value);
      const [negative, positive] = ["low", "high"].map((side) => [surely, perhaps].map((f) => diagrams.side(f, id, side)));
      go(...positive, [...inequalities, [opposite, low]]);
      go(...negative, [...inequalities, [a, -high]]);
      const either = [diagrams.both("and", positive[0], negative[0]), diagrams.both("or", positive[1], negative[1])];
      go(...either, [...inequalities, [a, -low], [opposite, high]]);
    }
  };
  go(root, root, []);
  return found;
}

// --- Maps: the whole -------------------------------------------------------------------------------------------------
const LEAVES = "+-/=?", DEEPEST_CELL = 400, FINE = 80n, MANY = 64;

function checkMap(certificate) {
  const question = readQuestion(certificate);
  const names = ["least", "game", "over", "box", "values", "cells", "proof", "present", "absent", "undecided"];
  const fields = asObject(certificate, [...QUESTION, ...names], "it").slice(QUESTION.length);
  const [least_, data, over_, ranges, given, cells, proof, ...said] = fields, axes = asNames(over_, "over");
  need(axes.length >= 1 && axes.length <= 10, "over has one to ten variables");
  const box = asObject(ranges, axes, "box").map((ends) => asList(ends, "a range", 2).map((end) => asNumber(end, "box")));
  need(box.every(([low, high]) => compare(low, high) < 0), "a range has a lower and a higher end");
  need(given instanceof Map, "values is no object");
  const values = new Map([...given].map(([name, value]) => [asName(name, "values"), asNumber(value, "values")]));
  need(axes.every((name) => !values.has(name)), "a variable has two places");
  const smallest = asNumber(least_, "least"), signs = new Signs(), odds = [];
  need(smallest.n >= 0n, "least is not negative");

  const game = readGame(data, (value, what) => asFormula(value, axes, values, what), (own) => odds.push(own));
  need(question.concept === (game.normal ? "nash" : "subgame-perfect"), "maps are about nash, or subgame-perfect");
  const lost = lostActions(game, question);
  checkFormulas(game, odds, box, signs);
  const [factors, cutting] = asObject(proof, ["factors", "cutting"], "the proof");
  readFactors(factors, axes, signs);
  const leaves = leavesOf(cutting, axes.length);
  need(cells === BigInt(leaves.length), `cells should be ${leaves.length}`);

  const make = () => statementOf(question, game, lost, constant(smallest), signs);
  const [p, q] = cutting === "?" ? [ZERO, ZERO] : sharesOf(cutting, leaves, box, make(), signs);
  const right = [[p, minus(ONE, q)], [q, minus(ONE, p)], [minus(minus(ONE, p), q)]];
  const texts = [...said.slice(0, 2).map((pair) => asList(pair, "a share", 2)), said.slice(2)];
  ["present", "absent", "undecided"].forEach((name, k) => {
    const holds = texts[k].every((text, side) => same(asNumber(text, name), right[k][side]));
    need(holds, `${name} should be ${right[k].map((end) => written(end).slice(0, 100)).join(" to ")}`);
  });
  return { claim: `present on ${right[0].map(written).join(" to ")} of the box`, reason: `by ${leaves.length} cells` };
}

/** On the closed box denominators are not zero, and probabilities are not negative and sum to one. */
function checkFormulas(game, odds, box, signs) {
  const known = new Map([[keyOf(UNIT), 1]]);
  const signBelow = ({ den }) => {
    const key = keyOf(den);
    if (!known.has(key)) known.set(key, signThroughout(den, box, false, "a denominator may be zero"));
    signs.divide(den);
    return known.get(key);
  };
  for (const row of [...outcomesOf(game), ...odds]) row.forEach(signBelow);
  for (const own of odds) {
    for (const p of own.filter(({ num }) => num.size > 0)) {
      need(signThroughout(p.num, box, true, "a probability may be negative") === signBelow(p), "a probability is negative");
    }
    need(identical(own.reduce((x, y) => total(x, y)), constant(ONE)), "probabilities do not sum to one");
  }
}

function readFactors(list, axes, signs) {
  const what = "factors", read = (value) => substituted(asTerms(value, what, false), axes, new Map(), what);
  for (const entry of asList(list, what)) {
    const [all, ...factors] = [asList(entry, what, 2)[0], ...asList(entry[1], what)].map(read), { num, scale } = all;
    const primitive = [...num.values()][0] > 0n && scale === 1n && absolute(contentOf(num)) === 1n;
    need(primitive && identical(factors.reduce(product, constant(ONE)), all), "factors: something else is multiplied");
    signs.list(num, factors.map((factor) => factor.num));
  }
}

/** The leaves of a cutting, each with its depth; it must be a tree, and not too large. */
function leavesOf(cutting, n) {
  need(typeof cutting === "string", "the cutting is no text");
  spend(Math.floor(cutting.length / 2) * (64 + 2 * 2 ** n));
  const leaves = [], open = [0]; // depths of the cells that are still to come, the next one last
  for (const mark of cutting) {
    const depth = open.pop(), leaf = LEAVES.includes(mark);
    need(leaf || (/^[0-9]$/.test(mark) && Number(mark) < n), "the cutting has a mark that is none");
    need(depth < DEEPEST_CELL, "the cutting goes on after its end, or has cells that are too small");
    if (leaf) leaves.push({ mark, depth });
    else open.push(depth + 1, depth + 1);
  }
  need(open.length === 0, "the cutting ends too early");
  return leaves;
}

/** The shares of the box in which the statement is proved true, and proved false. */
function sharesOf(cutting, leaves, box, statement, signs) {
  const shares = [ZERO, ZERO], rounding = leaves.filter(({ mark }) => mark === "/" || mark === "=").length > MANY;
  let place = 0;
  const walk = (before, tensorOf, depth) => { // the statement on the cell that it is half of, and what gives coefficients
    const mark = cutting[place], known = new Map(), tensors = new Map();
    place += 1;
    if (mark === "?") return;
    for (const id of polynomialsOf(before)) {
      tensors.set(id, tensorOf(id));
      if (signOn(tensors.get(id)) !== 0) known.set(id, signOn(tensors.get(id)));
    }
    const own = simplified(before, known, new Map());
    if (!LEAVES.includes(mark)) {
      for (const upper of [false, true]) walk(own, (id) => half(tensors.get(id), Number(mark), upper), depth + 1);
      return;
    }
    const left = new Map([...polynomialsOf(own)].map((id) => [id, tensors.get(id)]));
    partsOfLeaf(mark, own, left, signs).forEach((part, side) => {
      const share = over(part, whole(2n ** BigInt(depth))), rounds = rounding && (mark === "/" || mark === "=");
      shares[side] = plus(shares[side], rounds ? ratio((share.n << FINE) / share.d, 1n << FINE) : share);
    });
  };
  walk(statement, (id) => bernstein(signs.polynomials[id], box), 0);
  return shares;
}

/** How much of a leaf's cell its mark proves, true and false. */
function partsOfLeaf(mark, statement, tensors, signs) {
  const diagrams = new Diagrams(), root = diagrams.of(statement), ids = [...diagrams.support(root)];
  const degree = (powers) => [...powers].reduce((found, letter) => found + letter.charCodeAt(0), 0);
  const bent = ids.filter((id) => [...signs.polynomials[id].keys()].some((powers) => degree(powers) > 1));
  if (mark === "+" || mark === "-") need(root === (mark === "+" ? 1 : 0), "a cell does not show what is said of it");
  else if (mark === "/") need(ids.length === 1, "a cell does not hang on one polynomial");
  else need(tensors.size > 1 && ids.length <= 10 && bent.length <= 2, "a cell does not hang on a few polynomials");
  return provedParts(diagrams, root, new Map(ids.map((id) => [id, planesOf(tensors.get(id))])));
}

// --- The whole check -------------------------------------------------------------------------------------------------
/** Judges a certificate, a text of JSON or an object; it never throws. */
function checkNow(certificate) {
  const clock = typeof performance === "object" ? performance : Date, start = clock.now();
  const answer = (outcome, reason, claim = "") => ({ outcome, reason, claim, milliseconds: clock.now() - start });
  work = 0;
  matrices.clear();
  try {
    const data = typeof certificate === "string" ? parseJson(certificate) : fromObject(certificate);
    need(data instanceof Map && data.get("format") === 2n, "a certificate is an object of the format 2");
    const check = new Map([["verdict", checkVerdict], ["map", checkMap]]).get(data.get("kind"));
    if (check === undefined) throw new NotMine(`of the kind ${quoted(data.get("kind"))}`);
    const { claim, reason } = check(data);
    return answer("accepted", reason, claim);
  } catch (problem) {
    if (problem instanceof NotMine) return answer("not mine", problem.message);
    if (problem instanceof Rejected) return answer("rejected", problem.message);
    return answer("rejected", "it is too large or too strange to check"); // the stack, the memory, a trap of an object
  }
}

const api = { check: async (certificate) => checkNow(certificate), checkNow };
/** node checker.js certificate.json [more.json …]; the worst outcome makes the exit code. */
function main(files, read) {
  const codes = new Map([["accepted", 0], ["not mine", 3], ["unreadable", 2], ["rejected", 1]]), found = new Set();
  if (files.length === 0) process.stdout.write("usage: node checker.js certificate.json [more.json …]\n");
  for (const file of files) {
    let answer = { outcome: "unreadable", reason: "no file that can be read, or no UTF-8" };
    try {
      answer = checkNow(new TextDecoder("utf-8", { fatal: true }).decode(read(file)));
    } catch { /* said above */ }
    const said = [answer.claim, answer.reason].filter((text) => text !== "").join(", ");
    process.stdout.write(`${files.length > 1 ? `${file}: ` : ""}${answer.outcome}: ${said}\n`);
    found.add(answer.outcome);
  }
  process.exitCode = codes.get([...codes.keys()].findLast((outcome) => found.has(outcome)) ?? "unreadable");
}

if (typeof module === "object" && module !== null && typeof require === "function") {
  module.exports = api;
  if (require.main === module) main(process.argv.slice(2), require("fs").readFileSync);
} else surroundings.GametheoryChecker = api;
if (typeof module !== "object" && typeof process === "object") process.exitCode = 2; // as an ES module it reads no file
})(globalThis);
