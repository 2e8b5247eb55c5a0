/// A function of the library.
final class Builtin: Sendable {
    typealias Body = @Sendable (Evaluation, Arguments) throws(JSONataError) -> Value

    let name: String
    let signature: Signature
    /// How many values functions that call it give it.
    let arity: Int
    let body: Body

    init(_ name: String, _ signature: String, arity: Int, _ body: @escaping Body) {
        self.name = name
        do throws(JSONataError) {
            self.signature = try Signature(signature)
        } catch {
            preconditionFailure("the signature of $\(name) is malformed: \(error)")
        }
        self.arity = arity
        self.body = body
    }
}
