/// `a ~> f`: calls a function with a value, or makes one function of two.
final class ApplyNode: Node {
    private let left: any Node
    private let right: any Node
    /// The right side when it is a call, to which the left side becomes the first argument.
    private let call: CallNode?
    private let position: Int

    init(_ left: any Node, _ right: any Node, call: CallNode?, at position: Int) {
        self.left = left
        self.right = right
        self.call = call
        self.position = position
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        let first = try run.evaluate(left, input, frame)
        if let call { return try call.call(run, input, frame, first: first) }
        let second = try run.evaluate(right, input, frame)
        guard let function = second.function else {
            throw JSONataError("T2006", at: position, value: second.shown)
        }
        if let inner = first.function { return .function(FunctionValue(.chain(inner, function))) }
        return try run.apply(function, [first])
    }
}
