package import EventCollection
package import ReportAnalysis
import ReportIntake

/// From records to the events that reports count, each by itself: what an event's place in the log decides comes with its record.
package struct EventTransform {
    private let sessions: ReportAnalysis.SessionRules
    /// What events come to by the rules. It is taken out while it works: what two hold is copied before it changes.
    private var forms: EventForms?

    /// - Parameters:
    ///   - rules: The site's.
    ///   - geography: Where networks are; nil when reporting has no such file.
    ///   - sessions: Say how late an event may come, and how far ahead a clock may run.
    package init(rules: ProcessingRules, geography: GeographyTable?, sessions: ReportAnalysis.SessionRules) {
        self.sessions = sessions
        forms = EventForms(rules: rules, geography: geography)
    }

    /// What counts of a record: nothing when it came too late or the rules drop it, several for measures of performance.
    package mutating func events(of record: ExportedRecord) -> [EventLine] {
        guard let forms = self.forms.take() else { preconditionFailure("the forms were not put back") }
        var intake = EventIntake(forms: forms, sessions: sessions, sealedThrough: nil, newest: record.newest)
        intake.take(record.event)
        self.forms = intake.forms
        return intake.events.enumerated().map { place, event in
            EventLine(partition: record.partition, offset: record.offset, place: place, event: event)
        }
    }
}
