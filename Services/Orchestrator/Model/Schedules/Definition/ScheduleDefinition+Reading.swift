import MeshCore

extension ScheduleDefinition {
    /// Reads the body of CreateSchedule and UpdateSchedule, or what is stored of it.
    ///
    /// - Parameters:
    ///   - body: The members as on the wire.
    ///   - place: The account and region that ARNs have to name.
    ///   - check: What was found before, in the path; it is finished here.
    /// - Throws: ``SchedulerError/validation(_:)``.
    init(_ body: JSONValue, in place: ARNScope) throws(SchedulerError) {
        try self.init(body, in: place, ConstraintCheck())
    }

    init(_ body: JSONValue, in place: ARNScope, _ found: ConstraintCheck) throws(SchedulerError) {
        var check = found
        let text =
            check.text(body["ScheduleExpression"], at: "scheduleExpression", length: 1...256, isRequired: true) ?? ""
        timeZone =
            check.text(body["ScheduleExpressionTimezone"], at: "scheduleExpressionTimezone", length: 1...50) ?? "UTC"
        start = check.moment(body["StartDate"], at: "startDate")
        end = check.moment(body["EndDate"], at: "endDate")
        state = check.choice(body["State"], at: "state", of: ScheduleState.self) ?? .enabled
        afterCompletion =
            check.choice(body["ActionAfterCompletion"], at: "actionAfterCompletion", of: ActionAfterCompletion.self)
            ?? .none
        let description = check.text(body["Description"], at: "description", length: 0...512)
        let key = check.text(body["KmsKeyArn"], at: "kmsKeyArn", length: 1...2048)
        let window = check.object(body["FlexibleTimeWindow"], at: "flexibleTimeWindow", isRequired: true) ?? .null
        let mode = check.choice(
            window["Mode"], at: "flexibleTimeWindow.mode", of: FlexibleTimeWindowMode.self, isRequired: window != .null)
        let minutes = check.number(
            window["MaximumWindowInMinutes"], at: "flexibleTimeWindow.maximumWindowInMinutes",
            in: FlexibleTimeWindow.minutes)
        let target = check.object(body["Target"], at: "target", isRequired: true)
        let members = target.map { TargetMembers($0, &check) }
        try check.finish()

        guard let expression = ScheduleExpression(text) else {
            throw .validation("Invalid Schedule Expression \(text).")
        }
        self.expression = expression
        self.window = try Self.window(mode, minutes)
        if let start, let end, start >= end, !expression.isOneTime {
            throw .validation("The StartDate you specify must come before the EndDate.")
        }
        // The check above has made sure that there are members.
        guard let members else { throw .validation("Target is required.") }
        self.target = try TargetDefinition(members, in: place)

        var document: JSONObject = [
            "ActionAfterCompletion": .string(afterCompletion.rawValue), "FlexibleTimeWindow": self.window.document,
            "ScheduleExpression": .string(text), "ScheduleExpressionTimezone": .string(timeZone),
            "State": .string(state.rawValue), "Target": members.completed,
        ]
        document["Description"] = description.map(JSONValue.string)
        document["KmsKeyArn"] = key.map(JSONValue.string)
        document["StartDate"] = start.map(\.epochSeconds)
        document["EndDate"] = end.map(\.epochSeconds)
        self.document = .object(document)
    }

    private static func window(
        _ mode: FlexibleTimeWindowMode?, _ minutes: Int?
    ) throws(SchedulerError) -> FlexibleTimeWindow {
        switch (mode, minutes) {
        case (.flexible, let minutes?): return .flexible(minutes: minutes)
        case (.flexible, nil):
            throw .validation("MaximumWindowInMinutes must be provided when FlexibleTimeWindowMode is set to FLEXIBLE.")
        case (.off, .some), (nil, .some):
            throw .validation("MaximumWindowInMinutes must not be provided when FlexibleTimeWindowMode is set to OFF.")
        case (.off, nil), (nil, nil): return .off
        }
    }
}

extension FlexibleTimeWindow {
    /// The window as the API writes it.
    var document: JSONValue {
        switch self {
        case .off: ["Mode": "OFF"]
        case .flexible(let minutes): ["Mode": "FLEXIBLE", "MaximumWindowInMinutes": .int(Int64(minutes))]
        }
    }
}

extension Timestamp {
    /// Seconds since 1970 with milliseconds as their fraction, as AWS writes moments in JSON.
    var epochSeconds: JSONValue {
        milliseconds % 1000 == 0 ? .int(milliseconds / 1000) : .double(Double(milliseconds) / 1000)
    }
}
