package import MeshCore

/// Where the files of a scheduled report go.
package enum ReportDestination: Sendable, Equatable {
    /// A folder below the one that the operator allows.
    case folder(ReportFolder)
    /// A store that speaks S3's protocol.
    case bucket(ReportBucket)

    /// The word by which destinations are told apart.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case folder
        case bucket = "s3"
    }

    package var kind: Kind {
        switch self {
        case .folder: .folder
        case .bucket: .bucket
        }
    }
}

extension ReportDestination: Codable {
    private enum CodingKeys: CodingKey { case kind }

    package init(from decoder: any Decoder) throws {
        switch try decoder.container(keyedBy: CodingKeys.self).decode(Kind.self, forKey: .kind) {
        case .folder: self = .folder(try ReportFolder(from: decoder))
        case .bucket: self = .bucket(try ReportBucket(from: decoder))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind, forKey: .kind)
        switch self {
        case .folder(let folder): try folder.encode(to: encoder)
        case .bucket(let bucket): try bucket.encode(to: encoder)
        }
    }
}

extension ReportDestination: Described {
    package static let schema = JSONSchema.oneOf(
        [ReportFolder.schema, ReportBucket.schema], description: "Where the files of a scheduled report go.")
}
