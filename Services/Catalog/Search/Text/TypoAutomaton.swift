/// Recognises the words that differ from a typed one by a few typos: the automaton of optimal string alignment
/// distance, whose states are the bits of machine words (after Wu and Manber, "Fast text searching allowing errors",
/// 1992, with a transposition as one typo after Hyyrö, 2003).
///
/// A typo on the first character counts two. A digit is never part of a typo.
struct TypoAutomaton {
    /// More characters than a word of the index has (``WordScanner/wordLimit``).
    static let lengthLimit = 62

    /// Where the automaton stands after some characters: bit j of `within[e]` says that the first j characters typed
    /// are met with at most e typos.
    struct State: Equatable {
        fileprivate var exact: UInt64 = 1
        fileprivate var one: UInt64 = 1
        // Two typos leave out the first character.
        fileprivate var two: UInt64 = 0b11
        // Transpositions that have begun: the next character must be the one left out.
        fileprivate var turnedToOne: UInt64 = 0
        fileprivate var turnedToTwo: UInt64 = 0
    }

    private let ascii: [UInt64]
    private let others: [(scalar: Unicode.Scalar, mask: UInt64)]
    private let mask: UInt64
    private let final: UInt64
    let maximum: Int

    /// - Parameters:
    ///   - word: The folded word; no longer than ``lengthLimit`` characters.
    ///   - maximum: How many typos are allowed: 0, 1 or 2.
    init(_ word: String, maximum: Int) {
        var ascii = [UInt64](repeating: 0, count: 128)
        var others: [(scalar: Unicode.Scalar, mask: UInt64)] = []
        var bit: UInt64 = 1
        for scalar in word.unicodeScalars.prefix(Self.lengthLimit) {
            if scalar.isASCII {
                ascii[Int(scalar.value)] |= bit
            } else if let known = others.firstIndex(where: { $0.scalar == scalar }) {
                others[known].mask |= bit
            } else {
                others.append((scalar, bit))
            }
            bit <<= 1
        }
        self.ascii = ascii
        self.others = others
        final = bit
        mask = bit << 1 &- 1
        self.maximum = maximum
    }

    /// Where it stands before the first character.
    var start: State { State() }

    /// Takes in a character.
    func step(_ state: State, _ scalar: Unicode.Scalar) -> State {
        let place = places(of: scalar)
        // A digit that is not the one expected is a dead end, not a typo.
        let isDigit = scalar.value >= 0x30 && scalar.value <= 0x39
        var next = State(exact: (state.exact & place) << 1, one: 0, two: 0)
        next.one = (state.one & place) << 1
        next.two = (state.two & place) << 1
        guard !isDigit else { return next.limited(to: mask) }
        let (begun, begunWithOne, atFirst) = (state.exact & ~1, state.one & ~1, state.exact & 1)
        next.one |= begun | begun << 1 | next.exact << 1 | (state.turnedToOne & place) << 2
        next.two |= begunWithOne | begunWithOne << 1 | next.one << 1 | (state.turnedToTwo & place) << 2
        next.two |= atFirst | atFirst << 1
        next.turnedToOne = begun & place >> 1
        next.turnedToTwo = (begunWithOne | atFirst) & place >> 1
        return next.limited(to: mask)
    }

    /// The typos of the word read so far; nil when it is none that is looked for.
    func typos(_ state: State) -> Int? {
        if state.exact & final != 0 { return 0 }
        if maximum >= 1, state.one & final != 0 { return 1 }
        return maximum >= 2 && state.two & final != 0 ? 2 : nil
    }

    /// Whether no continuation can be a word that is looked for.
    func isDead(_ state: State) -> Bool {
        switch maximum {
        case 0: state.exact == 0
        case 1: state.one == 0
        default: state.two == 0
        }
    }

    /// The typos of a whole word; nil when there are too many.
    ///
    /// - Parameter isPrefix: Whether a beginning of the word is enough.
    func typos(of word: String, isPrefix: Bool) -> Int? {
        var state = start
        var best: Int?
        for scalar in word.unicodeScalars {
            state = step(state, scalar)
            if isPrefix, let typos = typos(state), typos < best ?? .max { best = typos }
            if isDead(state) { return best }
        }
        return isPrefix ? best : typos(state)
    }

    private func places(of scalar: Unicode.Scalar) -> UInt64 {
        if scalar.isASCII { return ascii[Int(scalar.value)] }
        for other in others where other.scalar == scalar { return other.mask }
        return 0
    }
}

extension TypoAutomaton.State {
    fileprivate func limited(to mask: UInt64) -> Self {
        var state = self
        state.exact &= mask
        state.one &= mask
        state.two &= mask
        return state
    }
}
