extension KeyedSets {
    /// Where the automaton stands behind a byte of the word that is walked.
    private struct Step {
        var state: TypoAutomaton.State
        /// The first bytes of a character that is not complete yet.
        var partial: UInt32 = 0
        var missing = 0
        /// The fewest typos with which a beginning was accepted so far.
        var best: Int?
    }

    private static let longestSought = 2

    /// Goes through the words that an automaton accepts, in order: walks along the dictionary, keeps the states of the
    /// beginning that a word shares with the one before, and jumps over what begins in a way that leads nowhere.
    ///
    /// - Parameters:
    ///   - automaton: Of the word that is looked for.
    ///   - isPrefix: Whether a beginning of the word is enough.
    ///   - body: Is given each word's entry and its typos.
    func forEachMatch(
        _ automaton: TypoAutomaton, isPrefix: Bool, _ body: (_ entry: Entry, _ typos: Int) -> Void
    ) {
        var cursor = cursor()
        guard cursor.advance() else { return }
        var steps = [Step(state: automaton.start)]
        var walked: [UInt8] = []
        while true {
            var depth = Self.sharedLength(walked, cursor.key)
            steps.removeLast(steps.count - 1 - depth)
            var isDead = false
            while depth < cursor.key.count {
                let step = Self.step(steps[depth], cursor.key[depth], automaton, isPrefix: isPrefix)
                steps.append(step)
                depth += 1
                if step.missing == 0, automaton.isDead(step.state) {
                    isDead = true
                    break
                }
            }
            walked = Array(cursor.key[..<depth])
            let last = steps[depth]
            if let typos = isPrefix ? last.best : isDead ? nil : automaton.typos(last.state) {
                body(cursor.entry, typos)
            }
            // With an accepted beginning the words that go on from it are hits, too.
            let canSkip = isDead && (!isPrefix || last.best == nil)
            guard canSkip ? skip(&cursor, past: walked) : cursor.advance() else { return }
        }
    }

    /// Moves to the next word that does not begin with what leads nowhere; false when there is none.
    private func skip(_ cursor: inout Cursor, past dead: [UInt8]) -> Bool {
        repeat {
            guard cursor.advance(pastShared: dead.count) else { return false }
            // Short beginnings have many blocks; of a longer one the next blocks are read faster than searched.
            if cursor.isAtBlockStart, dead.count <= Self.longestSought, cursor.key.starts(with: dead) {
                guard let next = self.cursor(from: Self.successor(of: dead)) else { return false }
                cursor = next
                return true
            }
        } while cursor.isAtBlockStart && cursor.key.starts(with: dead)
        return true
    }

    private static func step(
        _ step: Step, _ byte: UInt8, _ automaton: TypoAutomaton, isPrefix: Bool
    ) -> Step {
        var next = step
        if step.missing > 0 {
            next.partial = step.partial << 6 | UInt32(byte & 0x3F)
            next.missing -= 1
        } else {
            next.missing = UTF8Step.length(of: byte) - 1
            next.partial = next.missing == 0 ? UInt32(byte) : UInt32(byte) & (0x3F >> UInt32(next.missing))
        }
        guard next.missing == 0 else { return next }
        next.state = automaton.step(step.state, Unicode.Scalar(next.partial) ?? "\u{FFFD}")
        if isPrefix, let typos = automaton.typos(next.state), typos < next.best ?? .max { next.best = typos }
        return next
    }

    private static func sharedLength(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var length = 0
        let limit = min(left.count, right.count)
        while length < limit, left[length] == right[length] { length += 1 }
        return length
    }

    /// The least bytes that are greater than all that begin with these.
    static func successor(of beginning: [UInt8]) -> [UInt8] {
        var bytes = beginning
        while let last = bytes.popLast() {
            if last < 0xFF { return bytes + [last + 1] }
        }
        return [0xFF]
    }
}
