/// Makes instructions of a ``PatternTree``.
struct PatternCompiler {
    private var instructions: [PatternInstruction] = []
    private var sets: [PatternSet] = []
    /// The first registers are the captures, two for each.
    private var registerCount: Int
    private let flags: Pattern.Flags

    private static let sizeLimit = 20_000

    static func program(
        of tree: PatternTree, groupCount: Int, _ flags: Pattern.Flags
    ) throws(PatternFailure) -> PatternProgram {
        var compiler = PatternCompiler(registerCount: groupCount * 2, flags: flags)
        try compiler.compile(tree, isBackward: false)
        compiler.instructions.append(.matched)
        return PatternProgram(
            instructions: compiler.instructions, sets: compiler.sets, groupCount: groupCount,
            registerCount: compiler.registerCount, flags: flags, first: compiler.first(of: tree),
            isAnchored: !flags.contains(.isMultiline) && Self.isAnchored(tree))
    }

    private init(registerCount: Int, flags: Pattern.Flags) {
        self.registerCount = registerCount
        self.flags = flags
    }

    private mutating func compile(_ tree: PatternTree, isBackward: Bool) throws(PatternFailure) {
        guard instructions.count < Self.sizeLimit else { throw PatternFailure("too large") }
        switch tree {
        case .unit, .any, .set: instructions.append(single(tree, isBackward: isBackward))
        case .sequence(let terms):
            for term in isBackward ? terms.reversed() : terms { try compile(term, isBackward: isBackward) }
        case .alternatives(let branches): try compile(branches, isBackward: isBackward)
        case .capture(let body, let index):
            instructions.append(.save(index * 2 + (isBackward ? 1 : 0)))
            try compile(body, isBackward: isBackward)
            instructions.append(.save(index * 2 + (isBackward ? 0 : 1)))
        case .repeated(let body, let least, let most, let isGreedy, let groups):
            if isGreedy, !isBackward, Self.isSingle(body) {
                instructions.append(.run(least: least, most: most))
                instructions.append(single(body, isBackward: false))
            } else {
                try loop(body, least, most, isGreedy, groups, isBackward: isBackward)
            }
        case .start: instructions.append(.start)
        case .end: instructions.append(.end)
        case .wordBoundary(let isNegated): instructions.append(.wordBoundary(isNegated: isNegated))
        case .reference(let group): instructions.append(.reference(group, isBackward: isBackward))
        case .look(let body, let isAhead, let isNegated):
            let place = instructions.count
            instructions.append(.look(isNegated: isNegated, end: 0))
            try compile(body, isBackward: !isAhead)
            instructions.append(.matched)
            instructions[place] = .look(isNegated: isNegated, end: instructions.count)
        }
    }

    private mutating func compile(_ branches: [PatternTree], isBackward: Bool) throws(PatternFailure) {
        var jumps: [Int] = []
        for (index, branch) in branches.enumerated() {
            let split = instructions.count
            if index < branches.count - 1 { instructions.append(.split(split + 1, 0)) }
            try compile(branch, isBackward: isBackward)
            guard index < branches.count - 1 else { break }
            jumps.append(instructions.count)
            instructions.append(.jump(0))
            instructions[split] = .split(split + 1, instructions.count)
        }
        for jump in jumps { instructions[jump] = .jump(instructions.count) }
    }

    private mutating func loop(
        _ body: PatternTree, _ least: Int, _ most: Int, _ isGreedy: Bool, _ groups: Range<Int>, isBackward: Bool
    ) throws(PatternFailure) {
        let register = registerCount
        registerCount += 2
        instructions.append(.clear(register: register))
        let place = instructions.count
        instructions.append(.jump(0))
        if !groups.isEmpty { instructions.append(.forget(groups)) }
        try compile(body, isBackward: isBackward)
        instructions.append(.next(register: register, least: least, loop: place))
        instructions[place] = .loop(
            register: register, least: least, most: most, isGreedy: isGreedy, exit: instructions.count)
    }

    private static func isSingle(_ tree: PatternTree) -> Bool {
        switch tree {
        case .unit, .any, .set: true
        case .sequence, .alternatives, .capture, .repeated, .start, .end, .wordBoundary, .reference, .look: false
        }
    }

    private mutating func single(_ tree: PatternTree, isBackward: Bool) -> PatternInstruction {
        switch tree {
        case .unit(let unit):
            return .unit(flags.contains(.ignoresCase) ? PatternCase.folded(unit) : unit, isBackward: isBackward)
        case .set(let set):
            let index = sets.firstIndex(of: set) ?? sets.count
            if index == sets.count { sets.append(set) }
            return .set(index, isBackward: isBackward)
        case .any, .sequence, .alternatives, .capture, .repeated, .start, .end, .wordBoundary, .reference, .look:
            return .any(isBackward: isBackward)
        }
    }

    /// The units with which a match can begin; nil when that cannot be told.
    private func first(of tree: PatternTree) -> PatternSet? {
        switch tree {
        case .unit(let unit):
            let set = PatternSet([unit...unit])
            return flags.contains(.ignoresCase) ? set.ignoringCase : set
        case .set(let set): return set
        case .sequence(let terms): return terms.first.flatMap { first(of: $0) }
        case .alternatives(let branches):
            var ranges: [ClosedRange<UInt16>] = []
            for branch in branches {
                guard let set = first(of: branch) else { return nil }
                ranges += set.ranges
            }
            return PatternSet(ranges)
        case .capture(let body, _): return first(of: body)
        case .repeated(let body, let least, _, _, _): return least > 0 ? first(of: body) : nil
        case .any, .start, .end, .wordBoundary, .reference, .look: return nil
        }
    }

    private static func isAnchored(_ tree: PatternTree) -> Bool {
        switch tree {
        case .start: true
        case .sequence(let terms): terms.first.map { isAnchored($0) } ?? false
        case .alternatives(let branches): branches.allSatisfy { isAnchored($0) }
        case .capture(let body, _): isAnchored(body)
        case .unit, .any, .set, .repeated, .end, .wordBoundary, .reference, .look: false
        }
    }
}
