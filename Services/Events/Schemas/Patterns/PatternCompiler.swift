/// Makes instructions of a ``PatternTree``.
struct PatternCompiler {
    private var program = PatternProgram()

    /// How many instructions a pattern may come to; repetitions of groups are written out.
    private static let sizeLimit = 20_000
    /// From how many repetitions of one character on they are not written out.
    private static let runLength = 16

    static func program(
        of tree: PatternTree, groupCount: Int, hasBackreferences: Bool
    ) throws(PatternError) -> PatternProgram {
        var compiler = PatternCompiler()
        compiler.program.hasBackreferences = hasBackreferences
        compiler.program.registerCount = hasBackreferences ? (groupCount + 1) * 2 : 0
        try compiler.compile(tree, isBackward: false)
        compiler.program.instructions.append(.matched)
        compiler.program.isAnchored = isAnchored(tree)
        return compiler.program
    }

    private var place: Int { program.instructions.count }

    private mutating func append(_ instruction: PatternInstruction) throws(PatternError) {
        guard place < Self.sizeLimit else {
            throw PatternError("it is too large: repeat smaller groups, or less often")
        }
        program.instructions.append(instruction)
    }

    private mutating func split() throws(PatternError) -> Int {
        try append(.split(other: 0, mark: program.markCount))
        program.markCount += 1
        return place - 1
    }

    private mutating func setOther(of split: Int) {
        guard case .split(_, let mark) = program.instructions[split] else {
            preconditionFailure("only splits have two ways")
        }
        program.instructions[split] = .split(other: place, mark: mark)
    }

    private mutating func number(of set: CodePointSet) -> Int {
        if let known = program.sets.firstIndex(of: set) { return known }
        program.sets.append(set)
        return program.sets.count - 1
    }

    private mutating func compile(_ tree: PatternTree, isBackward: Bool) throws(PatternError) {
        switch tree {
        case .set(let set): try append(.set(number(of: set), isBackward: isBackward))
        case .sequence(let terms):
            for term in isBackward ? terms.reversed() : terms { try compile(term, isBackward: isBackward) }
        case .alternatives(let branches): try compile(branches, isBackward: isBackward)
        case .capture(let body, let group):
            guard program.hasBackreferences else { return try compile(body, isBackward: isBackward) }
            try append(.save(group * 2 + (isBackward ? 1 : 0)))
            try compile(body, isBackward: isBackward)
            try append(.save(group * 2 + (isBackward ? 0 : 1)))
        case .repeated(let body, let least, let most): try loop(body, least, most, isBackward: isBackward)
        case .start: try append(.start)
        case .end: try append(.end)
        case .wordBoundary(let isNegated): try append(.wordBoundary(isNegated: isNegated))
        case .backreference(let group): try append(.backreference(group, isBackward: isBackward))
        case .look(let body, let isAhead, let isNegated):
            let look = place
            let firstMark = program.markCount
            try append(.look(isNegated: isNegated, end: 0, marks: 0..<0))
            try compile(body, isBackward: !isAhead)
            try append(.matched)
            program.instructions[look] = .look(
                isNegated: isNegated, end: place, marks: firstMark..<program.markCount)
        }
    }

    private mutating func compile(_ branches: [PatternTree], isBackward: Bool) throws(PatternError) {
        var jumps: [Int] = []
        for (position, branch) in branches.enumerated() {
            guard position < branches.count - 1 else {
                try compile(branch, isBackward: isBackward)
                break
            }
            let split = try split()
            try compile(branch, isBackward: isBackward)
            jumps.append(place)
            try append(.jump(0))
            setOther(of: split)
        }
        for jump in jumps { program.instructions[jump] = .jump(place) }
    }

    private mutating func loop(
        _ body: PatternTree, _ least: Int, _ most: Int?, isBackward: Bool
    ) throws(PatternError) {
        if case .set(let set) = body, max(least, most ?? 0) > Self.runLength {
            // What must be there at least is one step, and so are bounded repetitions.
            let run = PatternRun(
                set: number(of: set), least: least, most: most ?? least, isBackward: isBackward,
                mark: program.markCount)
            program.markCount += 1
            try append(.run(run))
            if most == nil { try loop(body, 0, nil, isBackward: isBackward) }
            return
        }
        for _ in 0..<least { try compile(body, isBackward: isBackward) }
        guard let most else {
            let split = try split()
            try guarded(body, isBackward: isBackward)
            try append(.jump(split))
            setOther(of: split)
            return
        }
        var splits: [Int] = []
        for _ in least..<most {
            splits.append(try split())
            try guarded(body, isBackward: isBackward)
        }
        for split in splits { setOther(of: split) }
    }

    /// A repetition beyond the least, which must take something where no marks end empty ones.
    private mutating func guarded(_ body: PatternTree, isBackward: Bool) throws(PatternError) {
        guard program.hasBackreferences else { return try compile(body, isBackward: isBackward) }
        let register = program.registerCount
        program.registerCount += 1
        try append(.save(register))
        try compile(body, isBackward: isBackward)
        try append(.moved(since: register))
    }

    private static func isAnchored(_ tree: PatternTree) -> Bool {
        switch tree {
        case .start: true
        case .sequence(let terms): terms.first.map { isAnchored($0) } ?? false
        case .alternatives(let branches): branches.allSatisfy { isAnchored($0) }
        case .capture(let body, _): isAnchored(body)
        case .repeated(let body, let least, _): least > 0 && isAnchored(body)
        case .set, .end, .wordBoundary, .backreference, .look: false
        }
    }
}
