import HTTPTypes
import MeshCore
import MeshRuntime

/// The one place where the errors of events become answers; those of the log have theirs beside it.
extension EventsError: ProblemConvertible {
    var problem: Problem {
        switch self {
        case .invalidTopicName: .notFound("There can be no such topic.", code: "topic_not_found")
        case .tooManyTopics(let limit):
            .conflict("There are \(limit) topics, the most there may be.", code: "too_many_topics")
        case .unknownFormat:
            .unsupportedMediaType(
                "Send \(PublishFormat.mediaTypes.joined(separator: ", ")), or an event whose attributes are header fields (ce-id, ce-source, ce-type, ce-specversion)."
            )
        case .invalid(let errors): .validation(errors)
        case .tooManyStreams(let limit): .unavailable("There are \(limit) open streams, the most there may be.")
        case .groupNotFound: .notFound("There is no such group.", code: "group_not_found")
        case .unknownMember:
            .notFound(
                "The group has no such member, or it was silent for too long. Join again.", code: "unknown_member")
        case .groupFull(let limit):
            .conflict("The group has \(limit) members, the most there may be.", code: "group_full")
        case .notAssigned(let partition):
            .conflict("The partition \(partition) is read by another member.", code: "not_assigned")
        case .siteNotFound: .notFound("There is no such site.", code: "site_not_found")
        case .siteExists(let id): .conflict("There is a site \(id) already.", code: "site_exists")
        case .siteNameTaken(let name): .conflict("Another site is known as \(name).", code: "site_name_taken")
        case .tooManySites(let limit):
            .conflict("There are \(limit) sites, the most there may be.", code: "too_many_sites")
        case .rulesNotFound: .notFound("The site has no such version of its rules.", code: "rules_not_found")
        case .schemaNotFound: .notFound("The type has no such schema.", code: "schema_not_found")
        case .incompatibleSchema(let differences): Self.incompatible(differences)
        case .tooManySchemas(let limit):
            .conflict("There are \(limit) types with schemas, the most there may be.", code: "too_many_schemas")
        case .webhookNotFound: .notFound("The topic has no such webhook.", code: "webhook_not_found")
        case .tooManyWebhooks(let limit):
            .conflict(
                "All webhooks together deliver \(limit) partitions at most (webhooks.lanes).", code: "too_many_webhooks"
            )
        case .contended: .unavailable("Others are changing this at the same time; try again.", code: "contended")
        case .damagedRow: .internalError("What is kept of this cannot be read; the log of the service tells more.")
        }
    }

    var problemHeaders: HTTPFields {
        switch self {
        case .tooManyStreams, .contended: [.retryAfter: "1"]
        case .invalidTopicName, .tooManyTopics, .unknownFormat, .invalid, .groupNotFound, .unknownMember, .groupFull,
            .notAssigned, .siteNotFound, .siteExists, .siteNameTaken, .tooManySites, .rulesNotFound, .schemaNotFound,
            .incompatibleSchema, .tooManySchemas, .webhookNotFound, .tooManyWebhooks, .damagedRow:
            [:]
        }
    }

    var cause: (any Error)? {
        if case .damagedRow = self { self } else { nil }
    }

    private static func incompatible(_ differences: [FieldError]) -> Problem {
        var problem = Problem.conflict(
            "The schema breaks what its type promises to who reads or writes it.", code: "incompatible_schema")
        problem.errors = differences
        return problem
    }
}
