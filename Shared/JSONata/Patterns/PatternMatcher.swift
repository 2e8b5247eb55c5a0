/// Runs a ``PatternProgram`` over a text, by trying and going back.
///
/// What it may still try lies on a stack of its own, so no pattern and no text can exhaust the thread's.
struct PatternMatcher {
    /// Where to go on when the present way fails.
    private struct Choice {
        var instruction: Int
        var place: Int
        /// How many changes of registers were made before.
        var changeCount: Int
        /// For a run of single units: down to where it may be shortened; -1 for other choices.
        var floor: Int
    }

    private struct Change {
        var register: Int
        var value: Int
    }

    private let program: PatternProgram
    private let units: [UInt16]
    private let run: Evaluation
    private let ignoresCase: Bool
    private var registers: [Int]
    private var changes: [Change] = []
    private var choices: [Choice] = []
    private var stepCount = 0

    /// How many choices may be open: some 32 MB of them.
    private static let choiceLimit = 1 << 20

    init(_ program: PatternProgram, _ units: [UInt16], _ run: Evaluation) {
        self.program = program
        self.units = units
        self.run = run
        ignoresCase = program.flags.contains(.ignoresCase)
        registers = Array(repeating: -1, count: program.registerCount)
    }

    /// The first match from a place on; nil when there is none.
    mutating func firstMatch(from start: Int) throws(JSONataError) -> PatternMatch? {
        var place = start
        while place <= units.count {
            if program.isAnchored, place > 0 { return nil }
            if let first = program.first {
                while place < units.count, !first.contains(units[place]) { place += 1 }
                if place == units.count { return nil }
            }
            changes.removeAll(keepingCapacity: true)
            choices.removeAll(keepingCapacity: true)
            for index in registers.indices { registers[index] = -1 }
            if let end = try match(from: 0, at: place) {
                try run.spend(steps: stepCount & 0x3FF)
                return PatternMatch(range: place..<end, groups: groups())
            }
            place += 1
        }
        try run.spend(steps: stepCount & 0x3FF)
        return nil
    }

    private func groups() -> [Range<Int>?] {
        (0..<program.groupCount).map { group in
            let (start, end) = (registers[group * 2], registers[group * 2 + 1])
            return start >= 0 && end >= start ? start..<end : nil
        }
    }

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

    private mutating func choose(_ instruction: Int, _ place: Int, floor: Int = -1) throws(JSONataError) {
        guard choices.count < Self.choiceLimit else {
            throw Evaluation.exceeded("Regular expression takes too much memory")
        }
        choices.append(Choice(instruction: instruction, place: place, changeCount: changes.count, floor: floor))
    }

    /// Where the instructions from one on have matched to; nil when they do not match.
    private mutating func match(from first: Int, at start: Int) throws(JSONataError) -> Int? {
        let base = choices.count
        var instruction = first
        var place = start
        while true {
            stepCount += 1
            if stepCount & 0x3FF == 0 { try run.spend(steps: 0x400) }
            if case .matched = program.instructions[instruction] {
                choices.removeSubrange(base...)
                return place
            }
            if try step(&instruction, &place) { continue }
            guard choices.count > base else { return nil }
            takeBack(&instruction, &place)
        }
    }

    /// Goes back to the last choice.
    private mutating func takeBack(_ instruction: inout Int, _ place: inout Int) {
        let last = choices.count - 1
        undo(downTo: choices[last].changeCount)
        instruction = choices[last].instruction
        place = choices[last].place
        if choices[last].floor >= 0, place > choices[last].floor {
            // The run may be shortened once more.
            choices[last].place = place - 1
        } else {
            choices.removeLast()
        }
    }

    /// Does one instruction; false when it fails.
    private mutating func step(_ instruction: inout Int, _ place: inout Int) throws(JSONataError) -> Bool {
        switch program.instructions[instruction] {
        case .unit(_, let isBackward), .any(let isBackward), .set(_, let isBackward):
            let next = isBackward ? place - 1 : place
            guard next >= 0, next < units.count, fits(program.instructions[instruction], units[next]) else {
                return false
            }
            place = isBackward ? next : next + 1
        case .run(let least, let most):
            var end = place
            let limit = most < units.count - place ? place + most : units.count
            while end < limit, fits(program.instructions[instruction + 1], units[end]) { end += 1 }
            stepCount += (end - place) / 8
            guard end - place >= least else { return false }
            instruction += 2
            if end - place > least { try choose(instruction, end - 1, floor: place + least) }
            place = end
            return true
        case .reference(let group, let isBackward): guard refers(to: group, &place, isBackward) else { return false }
        case .split(let first, let second):
            try choose(second, place)
            instruction = first
            return true
        case .jump(let target):
            instruction = target
            return true
        case .save(let register): set(register, to: place)
        case .forget(let groups):
            for register in groups.lowerBound * 2..<groups.upperBound * 2 { set(register, to: -1) }
        case .clear(let register): set(register, to: 0)
        case .loop, .next: return try loop(&instruction, place)
        case .start: guard isStart(place) else { return false }
        case .end: guard isEnd(place) else { return false }
        case .wordBoundary(let isNegated): guard isWordBoundary(place) != isNegated else { return false }
        case .look(let isNegated, let end):
            let changeCount = changes.count
            let found = try match(from: instruction + 1, at: place) != nil
            if isNegated || !found { undo(downTo: changeCount) }
            guard found != isNegated else { return false }
            instruction = end
            return true
        case .matched: preconditionFailure("a match is seen before it is stepped over")
        }
        instruction += 1
        return true
    }

    private mutating func loop(_ instruction: inout Int, _ place: Int) throws(JSONataError) -> Bool {
        switch program.instructions[instruction] {
        case .loop(let register, let least, let most, let isGreedy, let exit):
            let count = registers[register]
            guard count < most else {
                instruction = exit
                return true
            }
            let body = instruction + 1
            // Before the choice, so that the place is there too when the body is tried second.
            set(register + 1, to: place)
            if count >= least { try choose(isGreedy ? exit : body, place) }
            instruction = count < least || isGreedy ? body : exit
        case .next(let register, let least, let loop):
            if registers[register + 1] == place, registers[register] >= least { return false }
            set(register, to: registers[register] + 1)
            instruction = loop
        default: preconditionFailure("only loops come here")
        }
        return true
    }

    @inline(__always)
    private func fits(_ instruction: PatternInstruction, _ unit: UInt16) -> Bool {
        switch instruction {
        case .unit(let wanted, _): (ignoresCase ? PatternCase.folded(unit) : unit) == wanted
        case .set(let index, _): program.sets[index].contains(unit)
        default: !PatternSet.lineEnds.contains(unit)  // Of the others only the dot takes a unit.
        }
    }

    private func refers(to group: Int, _ place: inout Int, _ isBackward: Bool) -> Bool {
        let (start, end) = (registers[group * 2], registers[group * 2 + 1])
        // A group that took no part matches nothing, everywhere.
        guard start >= 0, end >= start else { return true }
        let from = isBackward ? place - (end - start) : place
        guard from >= 0, from + end - start <= units.count else { return false }
        for offset in 0..<end - start {
            let (left, right) = (units[start + offset], units[from + offset])
            guard left == right || ignoresCase && PatternCase.folded(left) == PatternCase.folded(right) else {
                return false
            }
        }
        place = isBackward ? from : from + end - start
        return true
    }

    private func isStart(_ place: Int) -> Bool {
        place == 0 || program.flags.contains(.isMultiline) && PatternSet.lineEnds.contains(units[place - 1])
    }

    private func isEnd(_ place: Int) -> Bool {
        place == units.count || program.flags.contains(.isMultiline) && PatternSet.lineEnds.contains(units[place])
    }

    private func isWordBoundary(_ place: Int) -> Bool {
        let before = place > 0 && PatternSet.wordUnits.contains(units[place - 1])
        let after = place < units.count && PatternSet.wordUnits.contains(units[place])
        return before != after
    }
}
