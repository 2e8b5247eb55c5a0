package import MeshCore

/// A schedule that calls an operation of a service of the mesh.
package struct MeshSchedule: Sendable, Equatable {
    package var group: String
    /// At most 64 characters of `A–Z a–z 0–9 - _ .`.
    package var name: String
    /// `rate(…)`, `cron(…)`, `at(…)`.
    package var expression: String
    /// A name of the time zone database.
    package var timeZone: String
    package var isEnabled: Bool
    /// What people read who look at the orchestrator's schedules; at most 512 characters.
    package var description: String
    /// The service that is called, with POST.
    package var service: String
    package var path: String
    /// In it, `<aws.scheduler.scheduled-time>` and `<aws.scheduler.execution-id>` stand for the time that has come and
    /// for the firing's id, which is the same for every attempt.
    package var body: JSONValue

    package init(
        group: String, name: String, expression: String, timeZone: String, isEnabled: Bool, description: String,
        service: String, path: String, body: JSONValue
    ) {
        self.group = group
        self.name = name
        self.expression = expression
        self.timeZone = timeZone
        self.isEnabled = isEnabled
        self.description = description
        self.service = service
        self.path = path
        self.body = body
    }

    /// The members of CreateSchedule and UpdateSchedule. The orchestrator asks for a role and looks at none.
    var document: JSONValue {
        let input: JSONValue = [
            "Method": "POST", "ApiEndpoint": .string("http://\(service)\(path)"), "RequestBody": body,
        ]
        return [
            "GroupName": .string(group), "ScheduleExpression": .string(expression),
            "ScheduleExpressionTimezone": .string(timeZone), "State": isEnabled ? "ENABLED" : "DISABLED",
            "Description": .string(String(description.prefix(512))), "FlexibleTimeWindow": ["Mode": "OFF"],
            "Target": [
                "Arn": "arn:aws:scheduler:::http:invoke",
                "RoleArn": .string("arn:aws:iam::000000000000:role/\(service)"), "Input": .string(input.description),
            ],
        ]
    }
}
