package import Logging
package import MeshCore

/// One event as people read it: `01:02:03.004 WARNING  Ejected instance instance.id=catalog-2`.
package struct HumanLogLine: Sendable {
    /// Whether what is wrong stands out by its colour, as terminals show it.
    package enum Style: Sendable {
        case plain
        case coloured
    }

    package var time: Timestamp
    /// Who logged it, where several logs are read as one; padded by whoever puts lines below each other.
    package var source: String?
    /// nil for a line of which nothing is known but its text.
    package var level: Logger.Level?
    package var message: String
    package var fields: [(name: String, value: String)]

    package init(
        time: Timestamp, source: String? = nil, level: Logger.Level?, message: String,
        fields: [(name: String, value: String)]
    ) {
        self.time = time
        self.source = source
        self.level = level
        self.message = message
        self.fields = fields
    }

    /// The line, without its end.
    package func text(_ style: Style) -> String {
        // The time of day stands between T and Z of RFC 3339.
        var line = String(time.description.drop { $0 != "T" }.dropFirst().dropLast())
        if let source { line += " " + Self.clean(source) }
        let name = level?.rawValue.uppercased() ?? ""
        let padded = name + String(repeating: " ", count: max(0, 8 - name.count))
        line += " \(painted(padded, level.map(Self.colour) ?? Self.dim, style)) \(Self.clean(message))"
        for field in fields {
            line += " \(painted(Self.clean(field.name) + "=", Self.dim, style))\(Self.clean(field.value))"
        }
        return line
    }

    private func painted(_ text: String, _ colour: String, _ style: Style) -> String {
        switch style {
        case .plain: text
        case .coloured: "\(colour)\(text)\u{1B}[0m"
        }
    }

    private static let dim = "\u{1B}[2m"

    private static func colour(_ level: Logger.Level) -> String {
        switch level {
        case .trace, .debug: dim
        case .info: "\u{1B}[32m"
        case .notice: "\u{1B}[36m"
        case .warning: "\u{1B}[33m"
        case .error, .critical: "\u{1B}[31m"
        }
    }

    /// Text without control characters, so that nobody writes lines into our log by what they send.
    private static func clean(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            scalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? "\u{FFFD}" : scalar)
        }
        return String(scalars)
    }
}
