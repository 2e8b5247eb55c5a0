import MeshCore

/// What is measured of the mesh and its machine, for whoever watches over them.
struct MeshReadings: Sendable, Codable, Equatable {
    /// Bytes that are free, of all.
    struct Room: Sendable, Codable, Equatable {
        var free: Int64
        var total: Int64
    }

    struct Instance: Sendable, Codable, Equatable {
        var instance: String
        var service: String
        /// Resident bytes.
        var memory: Int64
        /// Bytes above which it is replaced.
        var limit: Int64
    }

    struct Service: Sendable, Codable, Equatable {
        var service: String
        /// The share of requests that are to be answered.
        var objective: Double
        var windows: [ErrorBudget.Window]
    }

    struct Queue: Sendable, Codable, Equatable {
        var service: String
        /// The metric with its labels.
        var name: String
        var waiting: Int64
    }

    var memory: Room
    /// Of the file system with the mesh's data.
    var disk: Room
    var instances: [Instance]
    var services: [Service]
    var queues: [Queue]
}

extension MeshReadings: Described {
    private static let bytes = JSONSchema.integer(0..., description: "Bytes.")
    private static let room = JSONSchema.object([.required("free", bytes), .required("total", bytes)])
    private static let count = JSONSchema.integer(0...)

    static let schema = JSONSchema.object(
        "MeshReadings", description: "What is measured of the mesh and its machine.",
        [
            .required("memory", room), .required("disk", room),
            .required(
                "instances",
                .array(
                    of: .object([
                        .required("instance", .string()), .required("service", .string()), .required("memory", bytes),
                        .required("limit", bytes),
                    ]))),
            .required(
                "services",
                .array(
                    of: .object([
                        .required("service", .string()), .required("objective", .number()),
                        .required(
                            "windows",
                            .array(
                                of: .object([
                                    .required("minutes", count), .required("requests", count),
                                    .required("failures", count), .required("burn", .number()),
                                ]))),
                    ]))),
            .required(
                "queues",
                .array(
                    of: .object([
                        .required("service", .string()), .required("name", .string()), .required("waiting", count),
                    ]))),
        ])
}
