import HTTPTypes
import MeshCore
import MeshRuntime

/// The one place where the errors of reporting become answers.
extension ReportingError: ProblemConvertible {
    var problem: Problem {
        switch self {
        case .siteNotFound:
            .notFound("There is no such site, or none that you may read.", code: "site_not_found")
        case .reportNotFound:
            .notFound("There is no such report, or none that you may read.", code: "report_not_found")
        case .reportOfAnotherSite:
            .conflict(
                "A report of this id is saved for another site: take another id, or forget that one first.",
                code: "report_of_another_site")
        case .scheduleNotFound:
            .notFound("The report has no such schedule.", code: "schedule_not_found")
        case .tooManySchedules:
            .conflict("The report has as many schedules as one may: forget one first.", code: "too_many_schedules")
        case .invalid(let errors): .validation(errors)
        case .tooManyGroups:
            .unprocessable(
                "The answer would have too many rows: ask for a shorter time, or group by less.",
                code: "too_many_groups")
        case .tooManyEvents(let limit):
            .unprocessable(
                "The question would look at more than \(limit) events: ask for a shorter time.",
                code: "too_many_events")
        case .tooManyQuestions(let limit): .unavailable("\(limit) questions wait for an answer already.")
        case .alreadyReprocessing:
            .conflict("The site's reports are being made anew already.", code: "already_reprocessing")
        case .neverReprocessed: .notFound("Nothing of the site was counted yet.", code: "nothing_counted")
        case .unknownVersion(let version):
            .validation([
                FieldError(
                    field: "version", code: "unknown", message: "The site has no rules of the version \(version).")
            ])
        case .logIsShorter:
            .unavailable("The log of events is shorter than what was read of it.")
        }
    }

    var problemHeaders: HTTPFields {
        switch self {
        case .tooManyQuestions: [.retryAfter: "1"]
        case .siteNotFound, .reportNotFound, .reportOfAnotherSite, .scheduleNotFound, .tooManySchedules, .invalid,
            .tooManyGroups, .tooManyEvents,
            .alreadyReprocessing, .neverReprocessed, .unknownVersion, .logIsShorter:
            [:]
        }
    }
}
