import ArgumentParser

/// How `orrery logs` prints a line.
enum LogsFormat: EnumerableFlag {
    case text
    case json

    static func help(for value: LogsFormat) -> ArgumentHelp? {
        switch value {
        case .text: "Lines for people: time, instance, level, message, metadata. The default on a terminal."
        case .json: "Lines of JSON, as they were logged. The default elsewhere."
        }
    }
}
