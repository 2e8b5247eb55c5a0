/// `function($a, $b)<s-n:x>{ … }`
final class LambdaNode: Node {
    /// The slots of its parameters.
    let parameters: [Int]
    let slotCount: Int
    let signature: Signature?
    let body: any Node

    init(parameters: [Int], slotCount: Int, signature: Signature?, body: any Node) {
        self.parameters = parameters
        self.slotCount = slotCount
        self.signature = signature
        self.body = body
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        run.capture(frame)
        return .function(FunctionValue(.closure(Closure(self, input: input, frame: frame))))
    }
}
