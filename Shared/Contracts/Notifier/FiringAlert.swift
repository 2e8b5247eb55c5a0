package import MeshCore

/// Something that is wrong now.
package struct FiringAlert: Codable, Sendable, Equatable {
    package var key: String
    package var group: String
    package var severity: Alert.Severity
    package var title: String
    package var detail: String?
    /// What the wording may say of it besides: an object.
    package var values: JSONValue?

    package init(
        key: String, group: String, severity: Alert.Severity, title: String, detail: String? = nil,
        values: JSONValue? = nil
    ) {
        self.key = key
        self.group = group
        self.severity = severity
        self.title = title
        self.detail = detail
        self.values = values
    }
}

extension FiringAlert: Described {
    package static let schema = JSONSchema.object(
        "FiringAlert", description: "Something that is wrong now.",
        [
            .required("key", NotifierFields.alertKey), .required("group", NotifierFields.source),
            .required("severity", .enumeration(Alert.Severity.self)), .required("title", NotifierFields.alertTitle),
            .optional("detail", NotifierFields.alertDetail), .optional("values", NotifierFields.alertValues),
        ])
}
