import MeshCore

/// The answer of `/health/live` and `/health/ready`.
struct HealthReport: Codable, Sendable, Described {
    struct Check: Codable, Sendable {
        let name: String
        let status: String
        let detail: String?
    }

    let status: String
    let service: String
    let instance: String
    let version: String
    let checks: [Check]

    static let schema = JSONSchema.object(
        "HealthReport", description: "Whether an instance lives, or is ready.",
        [
            .required("status", .enumeration(["live", "ready", "unready", "draining"])),
            .required("service", .string()),
            .required("instance", .string()),
            .required("version", .string()),
            .required(
                "checks",
                .array(
                    of: .object([
                        .required("name", .string()), .required("status", .enumeration(["ok", "failed"])),
                        .optional("detail", .string()),
                    ]))),
        ])
}
