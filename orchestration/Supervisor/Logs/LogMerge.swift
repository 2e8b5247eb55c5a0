import MeshCore

/// Puts the lines of several logs in the order of their times.
///
/// The lines of one log keep their order whatever times they tell, and one that tells none belongs to the line before it. It
/// is told lines as they are read and gives out those for which it is certain that no earlier one is still to come.
struct LogMerge: Sendable {
    private struct Waiting {
        var entry: LogEntry
        /// Lines of one log and one time stay in their order.
        var number: Int
    }

    private var waiting: [Waiting] = []
    private var lastTimes: [String: Timestamp] = [:]
    private var count = 0

    /// Takes further lines of a log.
    ///
    /// - Parameter now: When they were read: none was written later, even if a clock that was set back meanwhile says so.
    mutating func append(_ lines: [String], from source: String, readAt now: Timestamp) {
        let objects = lines.map { line -> JSONObject? in
            // What is no JSON is the text of a crash; it is shown as it is.
            try? JSONValue(parsing: line).objectValue
        }
        let times = objects.map { $0?["time"]?.stringValue.flatMap { Timestamp($0) } }
        // Lines before the first that tells a time belong to it.
        var time = lastTimes[source] ?? times.lazy.compactMap(\.self).first ?? now
        for (index, line) in lines.enumerated() {
            time = min(max(time, times[index] ?? time), now)
            count += 1
            waiting.append(
                Waiting(
                    entry: LogEntry(source: source, time: time, line: line, members: objects[index]), number: count))
        }
        if !lines.isEmpty { lastTimes[source] = time }
    }

    /// Forgets all but the last lines.
    mutating func keep(last limit: Int) {
        guard waiting.count > limit else { return }
        sort()
        waiting.removeFirst(waiting.count - limit)
    }

    /// Gives out the lines up to a moment: one from before which every log has been read to its end.
    mutating func take(until moment: Timestamp) -> [LogEntry] {
        sort()
        let end = waiting.firstIndex { $0.entry.time > moment } ?? waiting.count
        defer { waiting.removeFirst(end) }
        return waiting[..<end].map(\.entry)
    }

    private mutating func sort() {
        waiting.sort { left, right in
            if left.entry.time != right.entry.time { return left.entry.time < right.entry.time }
            if left.entry.source != right.entry.source { return left.entry.source < right.entry.source }
            return left.number < right.number
        }
    }
}
