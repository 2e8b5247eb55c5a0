import MeshCore
import MeshRuntime

/// Prints log entries below each other.
struct LogPrinter {
    let format: LogsFormat
    let style: HumanLogLine.Style
    /// The day of the last entry, which lines for people do not repeat.
    private var day: Substring?
    /// As wide as the widest source yet.
    private var width = "catalog-1-0001".count

    init(format: LogsFormat, style: HumanLogLine.Style) {
        self.format = format
        self.style = style
    }

    /// The text of an entry; a new day has a line of its own before it.
    mutating func print(_ entry: LogEntry) -> String {
        switch format {
        case .json: return entry.json
        case .text:
            width = max(width, entry.source.count)
            let text = entry.text(style, sourceWidth: width)
            let date = entry.time.description.prefix { $0 != "T" }
            guard date != day else { return text }
            day = date
            return "\(date)\n\(text)"
        }
    }
}
