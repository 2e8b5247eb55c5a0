package import MeshCore

/// One attempt at a task, to be done by somebody else.
package struct TaskOrder: Hashable, Sendable {
    package let id: TaskID
    package let stateName: String
    package let resource: TaskResource
    package let arguments: Payload
    /// The `Credentials` field, resolved.
    package let credentials: JSONValue?
    /// When the machine gives the attempt up; it sets the timer itself.
    package let timesOut: Timestamp?
    /// How long the machine waits for a sign of life; it sets the timer itself.
    package let heartbeat: Duration?
    /// How often the state has been tried before, in this visit of it.
    package let retryCount: Int
    /// Where in the execution: the states with branch or item number around the task (`["Pack#2", "Ship"]`).
    package let path: [String]
    /// The same whenever this attempt is dispatched, and of no other attempt.
    package let idempotencyToken: String
    /// With which the world answers a `.waitForTaskToken` task and an activity's; it stands in the context object too.
    package let taskToken: String?

    package init(
        id: TaskID, stateName: String, resource: TaskResource, arguments: Payload, credentials: JSONValue? = nil,
        timesOut: Timestamp? = nil, heartbeat: Duration? = nil, retryCount: Int = 0, path: [String] = [],
        idempotencyToken: String, taskToken: String? = nil
    ) {
        self.id = id
        self.stateName = stateName
        self.resource = resource
        self.arguments = arguments
        self.credentials = credentials
        self.timesOut = timesOut
        self.heartbeat = heartbeat
        self.retryCount = retryCount
        self.path = path
        self.idempotencyToken = idempotencyToken
        self.taskToken = taskToken
    }
}
