import HTTPTypes
import MeshCore
import MeshRuntime

/// The one place where the errors of the notifier become answers.
extension NotifierError: ProblemConvertible {
    var problem: Problem {
        switch self {
        case .deliveryNotFound: .notFound("There is no such delivery.", code: "delivery_not_found")
        case .deliveryNotDead:
            .conflict("Only a delivery that was given up can be tried again.", code: "delivery_not_dead")
        case .itemNotFound: .notFound("There is no such notification in your inbox.", code: "item_not_found")
        case .suppressionNotFound: .notFound("The address is not suppressed.", code: "suppression_not_found")
        case .endpointNotFound: .notFound("There is no such endpoint of yours.", code: "endpoint_not_found")
        case .tooManyEndpoints(let limit):
            .conflict("There are \(limit) endpoints already; remove one first.", code: "too_many_endpoints")
        case .alertNotFound: .notFound("There is no such alert.", code: "alert_not_found")
        case .alertResolved: .conflict("The alert is over.", code: "alert_resolved")
        case .ruleNotFound: .notFound("There is no rule for this category and channel.", code: "rule_not_found")
        case .templateNotFound: .notFound("There is no template of this name.", code: "template_not_found")
        case .tooManyStreams(let limit): .unavailable("\(limit) streams are open already.")
        case .outboxFull(let limit): .unavailable("\(limit) deliveries wait already.")
        case .invalid(let errors): .validation(errors)
        }
    }

    var problemHeaders: HTTPFields {
        switch self {
        case .tooManyStreams, .outboxFull: [.retryAfter: "5"]
        case .deliveryNotFound, .deliveryNotDead, .itemNotFound, .ruleNotFound, .suppressionNotFound, .templateNotFound,
            .endpointNotFound, .alertNotFound, .alertResolved, .tooManyEndpoints, .invalid:
            [:]
        }
    }
}
