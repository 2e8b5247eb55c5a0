import MeshCore

/// One evaluation of an expression: its input, its clock, and how much of its bounds it has used.
final class Evaluation {
    /// What `$$` is.
    let root: Value
    let environment: JSONataEnvironment
    private var depth = 0
    private let depthLimit: Int
    private var stepsLeft: Int
    private var memoryLeft: Int
    private var isOnDeepStack: Bool
    private let deadline: MonotonicInstant
    private var captured: [Frame] = []
    /// How many arrays and objects were made; see ``checkNesting(of:)``.
    var constructionCount: UInt64 = 0

    init(_ environment: JSONataEnvironment, root: Value, isOnDeepStack: Bool = false) {
        self.environment = environment
        self.root = root
        depthLimit = environment.limits.depth
        self.isOnDeepStack = isOnDeepStack
        stepsLeft = environment.limits.steps
        memoryLeft = environment.limits.memory
        deadline = MonotonicInstant.now().advanced(byNanoseconds: Int64(environment.limits.milliseconds) * 1_000_000)
    }

    /// Evaluates a node, and makes of a sequence with one value that value, and of an empty one nothing.
    @inline(__always)
    func evaluate(_ node: any Node, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        try enter()
        defer { depth -= 1 }
        if depth == Self.shallowDepth, !isOnDeepStack { return try evaluateDeeply(node, input, frame) }
        return Self.reduced(try node.value(self, input, frame))
    }

    /// A sequence with one value is that value, and an empty one is nothing.
    @inline(__always)
    static func reduced(_ value: Value) -> Value {
        guard case .list(let list) = value, list.items.count < 2, list.isSequence else { return value }
        guard let only = list.items.first else { return .undefined }
        return list.traits.contains(.keepsSingleton) ? value : only
    }

    @inline(__always)
    private func enter() throws(JSONataError) {
        depth += 1
        stepsLeft -= 1
        if depth > depthLimit || stepsLeft & 0x3FF == 0 { try checkBounds() }
    }

    private func checkBounds() throws(JSONataError) {
        if depth > depthLimit {
            // What could not be entered is left by nobody.
            depth -= 1
            throw Self.exceeded(
                "The evaluation goes too deep: a function may call itself without end, or should do so "
                    + "as the last thing it does")
        }
        if stepsLeft <= 0 || MonotonicInstant.now() > deadline {
            depth -= 1
            throw Self.exceeded("The evaluation takes too long: it may go on without end")
        }
    }

    /// Counts the evaluation of a node that is done in place.
    @inline(__always)
    func count() throws(JSONataError) {
        try enter()
        depth -= 1
    }

    /// Counts steps that are no evaluations: those of regular expressions and of loops in functions.
    func spend(steps: Int) throws(JSONataError) {
        let rounds = stepsLeft >> 10
        stepsLeft -= steps
        guard stepsLeft >> 10 != rounds else { return }
        if stepsLeft <= 0 || MonotonicInstant.now() > deadline {
            throw Self.exceeded("The evaluation takes too long: it may go on without end")
        }
    }

    /// Counts bytes that a value takes.
    @inline(__always)
    func spend(bytes: Int) throws(JSONataError) {
        memoryLeft -= bytes
        if memoryLeft < 0 { throw Self.exceeded("Expression evaluation takes too much memory") }
    }

    /// Counts the memory of a list.
    @inline(__always)
    func spend(elements: Int) throws(JSONataError) {
        try spend(bytes: elements &* MemoryLayout<Value>.stride)
    }

    static func exceeded(_ message: String) -> JSONataError {
        JSONataError("U1001", inserts: ["message": .string(message)])
    }

    /// Remembers the frames that a function holds.
    func capture(_ frame: Frame) {
        var next: Frame? = frame
        while let present = next, !present.isCaptured {
            present.isCaptured = true
            captured.append(present)
            next = present.parent
        }
    }

    /// Cuts the cycles of frames and functions.
    func finish() {
        for frame in captured { frame.slots = [] }
    }

    /// How deep evaluations lie in each other on the caller's own stack; what is deeper is rare and pays for a stack of
    /// its own.
    private static let shallowDepth = 100

    @inline(never)
    private func evaluateDeeply(_ node: any Node, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        isOnDeepStack = true
        defer { isOnDeepStack = false }
        return try DeepStack.run { () throws(JSONataError) in Self.reduced(try node.value(self, input, frame)) }
    }
}
