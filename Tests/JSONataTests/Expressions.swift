import JSONata
import MeshCore

/// How the tests evaluate.
enum Expressions {
    /// 2026-11-21T01:02:03.004Z, and no randomness.
    static let environment = JSONataEnvironment(
        now: Timestamp(milliseconds: 1_795_222_923_004), randomness: { 0x8000_0000_0000_0000 })

    /// The result as JSON text; `nothing` when there is none, and the code of an error.
    static func outcome(
        _ source: String, over input: JSONValue? = nil, bindings: [String: JSONValue] = [:],
        dialect: JSONataDialect = .standard, limits: JSONataLimits = JSONataLimits()
    ) -> String {
        var environment = environment
        environment.limits = limits
        do throws(JSONataError) {
            let expression = try JSONataExpression(source, dialect: dialect)
            let result = try expression.evaluate(input, bindings: bindings, environment: environment)
            return result?.description ?? "nothing"
        } catch {
            return error.code
        }
    }
}
