package import MeshCore

/// When a question is asked, and of a site with which clocks: what relative ranges depend on.
package struct QueryMoment: Sendable {
    package let now: Timestamp
    package let calendar: SiteCalendar
    /// The day of the site's first event, counted from 1970-01-01.
    package let firstDay: Int

    package init(now: Timestamp, calendar: SiteCalendar, firstDay: Int) {
        self.now = now
        self.calendar = calendar
        self.firstDay = firstDay
    }
}
