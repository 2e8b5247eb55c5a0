import MeshCore

/// The parameters of a request to Prometheus' HTTP API, from its query and from a form in its body.
struct PrometheusParameters: Sendable {
    private var values: [(name: String, value: String)] = []

    /// - Parameters:
    ///   - path: With its query.
    ///   - form: `application/x-www-form-urlencoded`.
    /// - Throws: ``PromQLError`` when it cannot be read.
    init(path: String, form: String) throws(PromQLError) {
        let query = path.firstIndex(of: "?").map { path[path.index(after: $0)...] } ?? ""
        for text in [query, form[...]] {
            for item in text.split(separator: "&") {
                let mark = item.firstIndex(of: "=") ?? item.endIndex
                guard let name = PercentEncoding.decode(item[..<mark], plus: .isSpace),
                    let value = PercentEncoding.decode(item[mark...].dropFirst(), plus: .isSpace)
                else { throw PromQLError(.badData, "the percent-encoding of a parameter is broken") }
                values.append((name, value))
            }
        }
    }

    /// The first value of a name that is not empty.
    func value(_ name: String) -> String? { values.first { $0.name == name && !$0.value.isEmpty }?.value }

    func values(_ name: String) -> [String] { values.filter { $0.name == name }.map(\.value) }

    /// - Throws: ``PromQLError`` when it is missing.
    func required(_ name: String) throws(PromQLError) -> String {
        guard let value = value(name) else {
            throw PromQLError(.badData, #"invalid parameter "\#(name)": it is required"#)
        }
        return value
    }

    /// A moment: seconds since 1970, or RFC 3339; nil when it is missing.
    ///
    /// - Throws: ``PromQLError``.
    func moment(_ name: String) throws(PromQLError) -> Timestamp? {
        guard let text = value(name) else { return nil }
        if let seconds = Double(text), abs(seconds) < 1e11 {
            return Timestamp(milliseconds: Int64((seconds * 1000).rounded()))
        }
        guard let moment = Timestamp(text) else {
            throw PromQLError(
                .badData, #"invalid parameter "\#(name)": cannot parse "\#(text)" to a valid timestamp"#)
        }
        return moment
    }

    /// A length of time, in seconds or as `5m`.
    ///
    /// - Throws: ``PromQLError`` when it is missing, or not more than zero.
    func duration(_ name: String) throws(PromQLError) -> Duration {
        let text = try required(name)
        if let seconds = Double(text), abs(seconds) < 1e11 {
            guard seconds > 0 else {
                throw PromQLError(.badData, #"invalid parameter "\#(name)": zero or negative steps are not accepted"#)
            }
            return .milliseconds(max(1, Int64((seconds * 1000).rounded())))
        }
        // What is no word at all is no duration either, which is told below.
        let tokens = try? PromQLTokenizer.tokens(of: text)
        guard case .duration(let duration)? = tokens?.first?.kind, tokens?.count == 2, duration > .zero else {
            throw PromQLError(
                .badData, #"invalid parameter "\#(name)": cannot parse "\#(text)" to a valid duration"#)
        }
        return duration
    }
}
