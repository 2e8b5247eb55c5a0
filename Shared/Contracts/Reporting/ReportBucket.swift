package import MeshCore

/// A bucket of a store that speaks S3's protocol, to which the files of a scheduled report go.
package struct ReportBucket: Codable, Sendable, Equatable {
    /// The store's address, without a path: buckets follow in the path.
    package var endpoint: String
    package var bucket: String
    /// Stands before the names of files.
    package var prefix: String?
    /// What requests are signed for; `us-east-1` where nothing else is said.
    package var region: String?
    /// The name under which the operator keeps the keys: they are never told to anybody.
    package var credentials: String

    package init(endpoint: String, bucket: String, prefix: String? = nil, region: String? = nil, credentials: String) {
        self.endpoint = endpoint
        self.bucket = bucket
        self.prefix = prefix
        self.region = region
        self.credentials = credentials
    }
}

extension ReportBucket: Described {
    package static let schema = JSONSchema.object(
        "ReportBucket", description: "A bucket of a store that speaks S3's protocol.",
        [
            .required("kind", .constant("s3")),
            .required(
                "endpoint",
                .string(
                    8...300, pattern: "^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?$",
                    description: "The store's address, without a path: buckets follow in the path."
                ).example("https://s3.eu-central-1.amazonaws.com")),
            .required("bucket", .string(3...63, pattern: "^[a-z0-9][a-z0-9.-]*[a-z0-9]$").example("reports")),
            .optional(
                "prefix",
                .string(
                    1...400, pattern: "^[A-Za-z0-9_][A-Za-z0-9._/=-]*$",
                    description: "Stands before the names of files; with its slash, if it is to be a folder."
                ).example("shop/weekly/")),
            .optional(
                "region",
                .string(1...40, pattern: "^[a-z0-9-]+$", description: "What requests are signed for.")
                    .defaulting(to: "us-east-1")),
            .required(
                "credentials",
                .string(
                    1...64, pattern: "^[A-Za-z0-9._-]+$",
                    description: "The name under which the operator keeps the keys; they are never shown."
                ).example("backup")),
        ])
}
