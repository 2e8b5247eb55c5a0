package import HTTPTypes

extension HTTPField.Name {
    package static let amazonTarget = amazon("X-Amz-Target")
    package static let amazonRequestID = amazon("x-amzn-RequestId")
    package static let amazonErrorType = amazon("X-Amzn-ErrorType")
    static let amazonDate = amazon("X-Amz-Date")
    static let amazonContentHash = amazon("X-Amz-Content-Sha256")
    static let amazonSecurityToken = amazon("X-Amz-Security-Token")

    /// A field that an AWS protocol names.
    package static func amazon(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no name of a header field") }
        return name
    }
}
