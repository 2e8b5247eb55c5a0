import MeshCore

/// A page of feedback.
struct GorseFeedbacks: Codable, Described, Sendable {
    var cursor: String
    var feedback: [GorseFeedback]

    enum CodingKeys: String, CodingKey {
        case cursor = "Cursor"
        case feedback = "Feedback"
    }

    static let schema = JSONSchema.object(
        "GorseFeedbacks", [.required("Cursor", .string()), .required("Feedback", .array(of: GorseFeedback.schema))])
}
