import JSONata
import MeshCore

/// One line of a file of cases: an expression, what it is evaluated over, and what must come out.
struct ExpressionCase {
    let id: String
    let group: String
    let expression: String
    private let input: JSONValue?
    private let bindings: [String: JSONValue]
    private let expected: ExpressionOutcome
    private let isUnordered: Bool
    private let limits: JSONataLimits

    /// - Parameter datasets: The documents that cases name instead of holding one.
    init(_ line: JSONValue, datasets: JSONValue) throws(CommandFailure) {
        guard let expression = line["expr"]?.stringValue else {
            throw CommandFailure.failed("a case has no expression")
        }
        self.expression = expression
        id = line["id"]?.stringValue ?? expression
        group = line["group"]?.stringValue ?? ""
        input = line["dataset"]?.stringValue.flatMap { datasets[$0] } ?? line["data"]
        bindings = line["bindings"]?.objectValue?.reduce(into: [:]) { $0[$1.name] = $1.value } ?? [:]
        isUnordered = line["unordered"]?.boolValue ?? false
        expected =
            if let code = line["code"] ?? line["error"]?["code"] {
                .error(
                    code: code.stringValue ?? "", token: (line["token"] ?? line["error"]?["token"])?.stringValue,
                    message: line["error"]?["message"]?.stringValue)
            } else {
                .value(line["result"])
            }
        let standard = JSONataLimits()
        limits = JSONataLimits(
            depth: line["depth"]?.intValue.map { Int($0) } ?? standard.depth,
            milliseconds: line["timelimit"]?.intValue.map { Int($0) } ?? standard.milliseconds)
    }

    /// Evaluates the expression over and over, for measurements.
    func prepared() throws(JSONataError) -> (JSONataEnvironment) throws(JSONataError) -> Void {
        let expression = try JSONataExpression(expression)
        return { (environment) throws(JSONataError) in
            var environment = environment
            environment.limits = limits
            _ = try expression.evaluate(input, bindings: bindings, environment: environment)
        }
    }

    /// Whether it expects a result, and no error.
    var expectsResult: Bool {
        if case .value = expected { true } else { false }
    }

    /// What comes out.
    func outcome(_ environment: JSONataEnvironment) -> ExpressionOutcome {
        var environment = environment
        environment.limits = limits
        do throws(JSONataError) {
            let result = try JSONataExpression(expression).evaluate(input, bindings: bindings, environment: environment)
            return .value(result)
        } catch {
            return .error(code: error.code, token: error.token, message: error.message)
        }
    }

    /// What differs; nil when the outcome is what is expected.
    func difference(_ outcome: ExpressionOutcome) -> String? {
        outcome.fits(expected, isUnordered: isUnordered)
            ? nil : "\(id): \(expression)\n    expected \(expected)\n    got      \(outcome)"
    }
}
