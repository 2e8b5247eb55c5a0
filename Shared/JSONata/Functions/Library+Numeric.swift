import Glibc
import MeshCore

extension Library {
    static let numeric = [
        Builtin("number", "<(nsb)-:n>", arity: 1) { _, arguments throws(JSONataError) in try number(arguments[0]) },
        unary("abs") { $0.magnitude },
        unary("floor") { $0.rounded(.down) },
        unary("ceil") { $0.rounded(.up) },
        Builtin("round", "<n-n?:n>", arity: 2) { _, arguments in
            guard let number = arguments.number(0) else { return .undefined }
            return .number(
                round(number, to: arguments.number(1).flatMap { Int(exactly: $0.rounded(.towardZero)) } ?? 0))
        },
        Builtin("sqrt", "<n-:n>", arity: 1) { _, arguments throws(JSONataError) in
            guard let number = arguments.number(0) else { return .undefined }
            guard number >= 0 else {
                throw JSONataError("D3060", value: Number.json(number), inserts: ["index": 1])
            }
            return .number(number.squareRoot())
        },
        Builtin("power", "<n-n:n>", arity: 2) { _, arguments throws(JSONataError) in
            guard let base = arguments.number(0) else { return .undefined }
            guard let exponent = arguments.number(1) else { throw notFinite(base, nil) }
            let result = pow(base, exponent)
            guard result.isFinite else { throw notFinite(base, exponent) }
            return .number(result)
        },
        Builtin("random", "<:n>", arity: 0) { run, _ in
            .number(Double(run.environment.randomness() >> 11) * 0x1p-53)
        },
    ]

    private static func unary(_ name: String, _ function: @escaping @Sendable (Double) -> Double) -> Builtin {
        Builtin(name, "<n-:n>", arity: 1) { _, arguments in
            arguments.number(0).map { .number(function($0)) } ?? .undefined
        }
    }

    private static func notFinite(_ base: Double, _ exponent: Double?) -> JSONataError {
        JSONataError(
            "D3061", value: Number.json(base), inserts: exponent.map { ["exp": Number.json($0)] } ?? [:])
    }

    private static func number(_ value: Value) throws(JSONataError) -> Value {
        switch value {
        case .undefined, .number: return value
        case .bool(let flag): return .number(flag ? 1 : 0)
        case .string(let text):
            if let number = NumberText.decimal(text) ?? NumberText.prefixed(text) { return .number(number) }
        default: break  // Nothing else can be one.
        }
        throw JSONataError("D3030", value: value.shown, inserts: ["index": 1])
    }

    /// Rounds halves to even, counting by the digits with which the number is written.
    static func round(_ number: Double, to places: Int) -> Double {
        guard number.isFinite else { return number }
        let shifted = places == 0 ? number : shift(number, by: places)
        let rounded = shifted.rounded(.toNearestOrEven)
        let result = places == 0 ? rounded : shift(rounded, by: -places)
        return result == 0 ? 0 : result
    }

    private static func shift(_ number: Double, by places: Int) -> Double {
        let parts = number.description.split(separator: "e")
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        return Double("\(parts[0])e\(exponent + places)") ?? number
    }
}
