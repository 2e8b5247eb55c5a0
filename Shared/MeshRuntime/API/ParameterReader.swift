import HTTPTypes
import Hummingbird
import MeshCore

/// Reads the declared parameters of a request and collects everything that is wrong with them.
struct ParameterReader: Sendable {
    private let path: [Parameter]
    private let query: [String: Parameter]
    private let headers: [(name: HTTPField.Name, parameter: Parameter)]
    /// The values of the absent parameters that have a default.
    private let standards: [String: ParameterValue]
    private let rule: QueryRule

    init(_ parameters: [Parameter], query rule: QueryRule = .declared) {
        self.rule = rule
        path = parameters.filter { $0.location == .path }
        query = Dictionary(uniqueKeysWithValues: parameters.lazy.filter { $0.location == .query }.map { ($0.name, $0) })
        headers = parameters.filter { $0.location == .header }.compactMap { parameter in
            HTTPField.Name(parameter.name).map { ($0, parameter) }
        }
        var standards: [String: ParameterValue] = [:]
        for parameter in parameters {
            guard let text = parameter.standard else { continue }
            guard case .success(let value) = parameter.kind.read(text) else {
                preconditionFailure("The default of the parameter \(parameter.name) breaks its own rule")
            }
            standards[parameter.name] = value
        }
        self.standards = standards
    }

    /// The values of a request.
    ///
    /// - Throws: A 400 problem that names every parameter that is wrong, missing, unknown or there twice.
    func read(_ request: Request, _ context: MeshRequestContext) throws(Problem) -> [String: ParameterValue] {
        let queryText = request.head.path.flatMap { path in
            path.utf8.firstIndex(of: UInt8(ascii: "?")).map { path[path.utf8.index(after: $0)...] }
        }
        if path.isEmpty, query.isEmpty, headers.isEmpty, queryText == nil { return [:] }
        var reading = Reading(values: standards)
        for parameter in path {
            let text = context.parameters[Substring(parameter.name)] ?? ""
            reading.take(PercentEncoding.decode(text, plus: .isPlus), for: parameter)
        }
        for item in (queryText ?? "").split(separator: "&") {
            readQuery(item, into: &reading)
        }
        for parameter in query.values where parameter.isRequired && !reading.seen.contains(parameter.name) {
            reading.errors.append(
                FieldError(field: parameter.name, code: "required", message: "This parameter is required."))
        }
        for (name, parameter) in headers {
            if let text = request.headers.text(of: name) { reading.take(text, for: parameter) }
        }
        guard reading.errors.isEmpty else {
            throw .validation(reading.errors.sorted { ($0.field, $0.code) < ($1.field, $1.code) })
        }
        return reading.values
    }

    private func readQuery(_ item: Substring, into reading: inout Reading) {
        let separator = item.firstIndex(of: "=")
        guard let name = PercentEncoding.decode(item[..<(separator ?? item.endIndex)], plus: .isSpace),
            let parameter = query[name]
        else {
            switch rule {
            case .declared: break
            case .any: return
            }
            let name = String(item[..<(separator ?? item.endIndex)].prefix(64))
            reading.errors.append(
                FieldError(
                    field: name, code: "unknown_parameter", message: "This operation has no such query parameter."))
            return
        }
        guard reading.seen.insert(name).inserted || parameter.isRepeatable else {
            reading.errors.append(
                FieldError(field: name, code: "duplicate", message: "This parameter may stand once only."))
            return
        }
        let text = separator.map { item[item.index(after: $0)...] } ?? ""
        reading.take(PercentEncoding.decode(text, plus: .isSpace), for: parameter)
    }

    /// What was read so far.
    private struct Reading {
        var values: [String: ParameterValue]
        var errors: [FieldError] = []
        var seen: Set<String> = []

        init(values: [String: ParameterValue]) {
            self.values = values
        }

        mutating func take(_ text: String?, for parameter: Parameter) {
            guard let text else {
                errors.append(
                    FieldError(
                        field: parameter.name, code: "malformed",
                        message: "The percent-encoding is broken, or no UTF-8."))
                return
            }
            switch parameter.kind.read(text) {
            case .success(let value): add(value, for: parameter)
            case .failure(let fault):
                errors.append(FieldError(field: parameter.name, code: fault.code, message: fault.message))
            }
        }

        /// Keeps a value; those of a repeated parameter together.
        private mutating func add(_ value: ParameterValue, for parameter: Parameter) {
            guard case .repeated(_, let count) = parameter.kind, case .list(let more) = value,
                case .list(let before)? = values[parameter.name]
            else { return values[parameter.name] = value }
            guard before.count < count.upperBound else {
                let message = "At most \(count.upperBound) values are expected."
                return errors.append(FieldError(field: parameter.name, code: "wrong_count", message: message))
            }
            values[parameter.name] = .list(before + more)
        }
    }
}
