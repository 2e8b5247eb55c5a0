import MeshCore

extension StateEvaluation {
    /// What a Task state asks for.
    struct TaskCall {
        let arguments: Payload
        /// In seconds.
        let timeout: Int64?
        /// In seconds.
        let heartbeat: Int64?
        let credentials: JSONValue?
    }

    mutating func call(_ fields: TaskFields) throws(StateTrouble) -> TaskCall {
        let effective = try effectiveInput()
        let arguments = try arguments().payload
        if let payloadLimit, arguments.byteCount > payloadLimit { throw .tooLong(resultOf: state.name) }
        return TaskCall(
            arguments: arguments,
            timeout: try fields.timeout.map { field throws(StateTrouble) in
                try seconds(field, "TimeoutSeconds", over: effective.value)
            },
            heartbeat: try fields.heartbeat.map { field throws(StateTrouble) in
                try seconds(field, "HeartbeatSeconds", over: effective.value)
            },
            credentials: try fields.credentials.map { template throws(StateTrouble) in
                try value(of: template, over: effective.value, field: "Credentials")
            })
    }
}
