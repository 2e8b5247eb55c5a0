package import MeshCore

/// An error as AWS's clients read it: they find the exception by its name, and show the message.
package struct AWSError: Error, Sendable, Equatable {
    /// The exception's name (`StateMachineDoesNotExist`).
    package var type: String
    package var message: String
    /// The status in a REST protocol. The JSON protocol has two: 400, and 500 and above for faults of ours.
    package var status: Int
    /// What the exception carries beside its message (`reason`, `resourceName`).
    package var members: JSONObject

    /// An error of a name.
    ///
    /// - Parameters:
    ///   - type: The exception's name.
    ///   - message: For people.
    ///   - status: For REST protocols; 500 and above say that the client did nothing wrong, and that it may try again.
    ///   - members: What the exception carries beside its message.
    package init(_ type: String, _ message: String, status: Int = 400, members: JSONObject = [:]) {
        self.type = type
        self.message = message
        self.status = status
        self.members = members
    }
}

extension AWSError: AWSErrorConvertible {
    package var awsError: AWSError { self }
}
