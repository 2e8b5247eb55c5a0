import MeshCore

/// What the words in angle brackets in a target's input stand for.
struct ContextAttributes: Hashable, Sendable {
    let scheduleARN: String
    let scheduledTime: Timestamp
    let executionID: String
    /// Counted from 1.
    let attempt: Int

    init(scheduleARN: String, scheduledTime: Timestamp, executionID: String, attempt: Int) {
        self.scheduleARN = scheduleARN
        self.scheduledTime = scheduledTime
        self.executionID = executionID
        self.attempt = attempt
    }

    /// The input with each keyword replaced. None of the values has a character that JSON would have to escape.
    func filled(into input: String) -> String {
        guard input.contains("<aws.scheduler.") else { return input }
        var result = ""
        var rest = input[...]
        while let open = rest.firstIndex(of: "<") {
            result += rest[..<open]
            rest = rest[open...]
            if let (keyword, value) = values.first(where: { rest.hasPrefix($0.keyword) }) {
                result += value
                rest = rest.dropFirst(keyword.count)
            } else {
                result.append(rest.removeFirst())
            }
        }
        return result + rest
    }

    /// What a target is handed that asks for nothing of its own.
    func notification(in place: ARNScope) -> String {
        let notification: JSONValue = [
            "version": "0", "id": .string(executionID), "detail-type": "Scheduled Event", "source": "aws.scheduler",
            "account": .string(place.account), "time": .string(timeText), "region": .string(place.region),
            "resources": [.string(scheduleARN)], "detail": "{}",
        ]
        return notification.description
    }

    /// `2022-03-22T18:59:43Z`
    var timeText: String { scheduledTime.description.dropLast(5) + "Z" }

    private var values: [(keyword: String, value: String)] {
        [
            ("<aws.scheduler.schedule-arn>", scheduleARN), ("<aws.scheduler.scheduled-time>", timeText),
            ("<aws.scheduler.execution-id>", executionID), ("<aws.scheduler.attempt-number>", "\(attempt)"),
        ]
    }
}
