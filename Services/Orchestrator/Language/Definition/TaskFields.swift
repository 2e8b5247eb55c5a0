/// What only a Task state has.
struct TaskFields: Sendable {
    let resource: TaskResource
    let timeout: NumberField?
    let heartbeat: NumberField?
    let credentials: ValueTemplate?
}
