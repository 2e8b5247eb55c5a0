import MeshCore

/// How a stream is made.
struct StreamPlan: Sendable {
    let name: String
    /// What is published to it; perhaps with wildcards.
    let subject: String
    /// Where its servers tell of each message that they have stored, without its payload; nil for nowhere.
    var news: String?
    /// Whether a message replaces those of the same subject.
    var keepsLastOfSubject = false

    /// The stream as JetStream takes it: in files, without limits of its own. It notices a message that comes twice within two
    /// minutes, which is longer than anybody sends one again.
    func json(replicas: Int) -> JSONObject {
        var json: JSONObject = [
            "name": .string(name), "subjects": [.string(subject)], "retention": "limits", "storage": "file",
            "discard": "old", "num_replicas": .int(Int64(replicas)), "max_consumers": -1, "max_msgs": -1,
            "max_bytes": -1, "max_age": 0, "max_msg_size": -1, "duplicate_window": 120_000_000_000,
            "allow_direct": true, "max_msgs_per_subject": keepsLastOfSubject ? 1 : -1,
        ]
        if let news {
            json["republish"] = ["src": .string(subject), "dest": .string(news), "headers_only": true]
        }
        return json
    }
}
