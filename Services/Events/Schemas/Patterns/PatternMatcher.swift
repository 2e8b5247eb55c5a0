/// Runs a ``PatternProgram`` over a text in UTF-8; places are byte offsets at which characters begin.
struct PatternMatcher {
    /// Where to go on when the present way fails.
    private struct Choice {
        var instruction: Int
        var place: Int
        /// How many changes of registers were made before.
        var changeCount: Int
        /// How many characters more a run may give back; 0 for other choices.
        var spare: Int
    }

    private struct Change {
        var register: Int
        var value: Int
    }

    private let program: PatternProgram
    private let text: [UInt8]
    private(set) var stepsLeft: Int
    private var choices: [Choice] = []
    /// Which splits have been tried at which places, by bits; empty when nothing may be remembered.
    private var marks: [UInt64] = []
    private let wordsPerMark: Int
    private var registers: [Int]
    private var changes: [Change] = []

    /// How many choices may be open at a time: some 30 MB of them.
    private static let choiceLimit = 1 << 20
    /// How much memory the marks may take: 16 MiB.
    private static let markLimit = 1 << 21

    init(_ program: PatternProgram, _ text: [UInt8], steps: Int) {
        self.program = program
        self.text = text
        stepsLeft = steps
        wordsPerMark = text.count / 64 + 1
        registers = Array(repeating: -1, count: program.registerCount)
    }

    mutating func search() throws(SchemaLimitError) -> Bool {
        if !program.hasBackreferences {
            let count = program.markCount * wordsPerMark
            guard count <= Self.markLimit else { throw .steps }
            marks = Array(repeating: 0, count: count)
        }
        var start = 0
        while true {
            if try run(from: 0, at: start) { return true }
            guard !program.isAnchored, start < text.count else { return false }
            start = end(at: start)
            for register in registers.indices { registers[register] = -1 }
            changes.removeAll(keepingCapacity: true)
        }
    }

    // MARK: - Characters

    /// Where the character at a place ends.
    @inline(__always)
    private func end(at place: Int) -> Int {
        let lead = text[place]
        if lead < 0x80 { return place + 1 }
        return place + (lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4)
    }

    /// Where the character before a place begins.
    private func beginning(before place: Int) -> Int {
        var start = place - 1
        while text[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }

    @inline(__always)
    private func character(at place: Int) -> UInt32 {
        let lead = UInt32(text[place])
        if lead < 0x80 { return lead }
        if lead < 0xE0 { return (lead & 0x1F) << 6 | rest(place + 1) }
        if lead < 0xF0 { return (lead & 0xF) << 12 | rest(place + 1) << 6 | rest(place + 2) }
        return (lead & 7) << 18 | rest(place + 1) << 12 | rest(place + 2) << 6 | rest(place + 3)
    }

    @inline(__always)
    private func rest(_ place: Int) -> UInt32 { UInt32(text[place]) & 0x3F }

    /// The place behind a character of a set; nil when there is none.
    @inline(__always)
    private func take(_ set: Int, at place: Int, isBackward: Bool) -> Int? {
        if isBackward {
            guard place > 0 else { return nil }
            let start = beginning(before: place)
            return program.sets[set].contains(character(at: start)) ? start : nil
        }
        guard place < text.count, program.sets[set].contains(character(at: place)) else { return nil }
        return end(at: place)
    }

    private func isWord(_ place: Int) -> Bool {
        place >= 0 && place < text.count && CodePointSet.words.contains(UInt32(text[place]))
    }

    // MARK: - Running

    /// Whether the instructions from one on match at a place, up to their `matched`.
    private mutating func run(from first: Int, at start: Int) throws(SchemaLimitError) -> Bool {
        let base = choices.count
        var instruction = first
        var place = start
        while true {
            stepsLeft -= 1
            guard stepsLeft >= 0 else { throw .steps }
            if case .matched = program.instructions[instruction] {
                choices.removeSubrange(base...)
                return true
            }
            if try step(&instruction, &place) { continue }
            guard choices.count > base else { return false }
            takeBack(&instruction, &place)
        }
    }

    private mutating func takeBack(_ instruction: inout Int, _ place: inout Int) {
        let last = choices.count - 1
        undo(downTo: choices[last].changeCount)
        instruction = choices[last].instruction
        place = choices[last].place
        guard choices[last].spare > 1, case .run(let run) = program.instructions[instruction - 1] else {
            choices.removeLast()
            return
        }
        choices[last].spare -= 1
        choices[last].place = run.isBackward ? end(at: place) : beginning(before: place)
    }

    private mutating func choose(_ instruction: Int, _ place: Int, spare: Int = 0) throws(SchemaLimitError) {
        guard choices.count < Self.choiceLimit else { throw .steps }
        choices.append(Choice(instruction: instruction, place: place, changeCount: changes.count, spare: spare))
    }

    /// Does one instruction; false when it fails.
    private mutating func step(_ instruction: inout Int, _ place: inout Int) throws(SchemaLimitError) -> Bool {
        switch program.instructions[instruction] {
        case .set(let set, let isBackward):
            guard let next = take(set, at: place, isBackward: isBackward) else { return false }
            place = next
        case .run(let run):
            guard !isTried(run.mark, at: place) else { return false }
            return try take(run, &instruction, &place)
        case .split(let other, let mark):
            guard !isTried(mark, at: place) else { return false }
            try choose(other, place)
        case .jump(let target):
            instruction = target
            return true
        case .start: guard place == 0 else { return false }
        case .end: guard place == text.count else { return false }
        case .wordBoundary(let isNegated):
            guard (isWord(place - 1) != isWord(place)) != isNegated else { return false }
        case .look(let isNegated, let end, let marks):
            guard try look(from: instruction + 1, at: place, marks, isNegated: isNegated) else { return false }
            instruction = end
            return true
        case .save(let register): set(register, to: place)
        case .moved(let register): guard registers[register] != place else { return false }
        case .backreference(let group, let isBackward):
            guard repeats(group, &place, isBackward: isBackward) else { return false }
        case .matched: preconditionFailure("a match is seen before it is stepped over")
        }
        instruction += 1
        return true
    }

    private mutating func take(
        _ run: PatternRun, _ instruction: inout Int, _ place: inout Int
    ) throws(SchemaLimitError) -> Bool {
        var count = 0
        var end = place
        while count < run.most, let next = take(run.set, at: end, isBackward: run.isBackward) {
            end = next
            count += 1
        }
        stepsLeft -= count
        guard count >= run.least else { return false }
        instruction += 1
        if count > run.least {
            let shorter = run.isBackward ? self.end(at: end) : beginning(before: end)
            try choose(instruction, shorter, spare: count - run.least)
        }
        place = end
        return true
    }

    /// Whether an instruction with a mark was tried at a place before; it counts as tried from now on.
    @inline(__always)
    private mutating func isTried(_ mark: Int, at place: Int) -> Bool {
        guard !marks.isEmpty else { return false }
        let word = mark * wordsPerMark + place / 64
        let bit: UInt64 = 1 << UInt64(place % 64)
        if marks[word] & bit != 0 { return true }
        marks[word] |= bit
        return false
    }

    private mutating func look(
        from first: Int, at place: Int, _ inner: Range<Int>, isNegated: Bool
    ) throws(SchemaLimitError) -> Bool {
        let changeCount = changes.count
        let isFound = try run(from: first, at: place)
        if isNegated || !isFound { undo(downTo: changeCount) }
        if isFound, !marks.isEmpty, !inner.isEmpty {
            // What led to the match was tried too, and would count as failed from another place.
            let words = inner.lowerBound * wordsPerMark..<inner.upperBound * wordsPerMark
            for word in words { marks[word] = 0 }
            stepsLeft -= words.count / 8
        }
        return isFound != isNegated
    }

    // MARK: - Registers

    private mutating func set(_ register: Int, to value: Int) {
        changes.append(Change(register: register, value: registers[register]))
        registers[register] = value
    }

    private mutating func undo(downTo count: Int) {
        while changes.count > count {
            let change = changes.removeLast()
            registers[change.register] = change.value
        }
    }

    /// Takes what a group has captured once more; a group that took no part is empty.
    private mutating func repeats(_ group: Int, _ place: inout Int, isBackward: Bool) -> Bool {
        let (start, end) = (registers[group * 2], registers[group * 2 + 1])
        guard start >= 0, end >= start else { return true }
        let count = end - start
        stepsLeft -= count / 8
        let first = isBackward ? place - count : place
        guard first >= 0, first + count <= text.count, text[first..<first + count] == text[start..<end] else {
            return false
        }
        place = isBackward ? first : first + count
        return true
    }
}
