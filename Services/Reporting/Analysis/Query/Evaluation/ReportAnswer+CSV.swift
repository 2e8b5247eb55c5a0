import MeshCore

extension ReportAnswer {
    /// The rows as CSV (RFC 4180): a line of names, then a line for each row, its dimensions first. Amounts are in minor units
    /// with their currency behind them, several divided by semicolons; what has no value is empty.
    package var csv: String {
        var lines = [query.dimensions.map(\.name) + query.metrics.map(\.rawValue)]
        for row in rows { lines.append(row.dimensions.map(Self.harmless) + row.metrics.map(Self.text)) }
        return lines.map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func text(_ value: MetricValue) -> String {
        switch value {
        case .count(let count): "\(count)"
        case .number(let number): JSONValue.double(number).description
        case .money(let amounts): amounts.map { "\($0.amount) \($0.currency)" }.joined(separator: ";")
        case .none: ""
        }
    }

    /// What anybody may have sent must not be a formula to who opens the file.
    private static func harmless(_ text: String) -> String {
        guard let first = text.first, "=+-@\t\r".contains(first) else { return text }
        return "'\(text)"
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { ",\"\r\n".contains($0) || $0.isNewline }) else { return text }
        return "\"\(text.replacing("\"", with: "\"\""))\""
    }
}
