extension CronExpression {
    /// Reads the fields between the parentheses of `cron(…)`, set apart by spaces; nil when EventBridge Scheduler takes
    /// no such expression.
    ///
    /// Without a sixth field it runs in every year, as the service allows beside what it documents.
    init?(fields text: Substring) {
        let fields = text.split(whereSeparator: \.isWhitespace)
        guard fields.count == 5 || fields.count == 6, text.first?.isWhitespace == false,
            text.last?.isWhitespace == false,
            let minutes = CronFieldReader(.minute).values(fields[0]),
            let hours = CronFieldReader(.hour).values(fields[1]),
            let days = CronDays(ofMonth: fields[2], ofWeek: fields[4]),
            let months = CronFieldReader(.month).values(fields[3]),
            let years = CronFieldReader(.year).values(fields.count == 6 ? fields[5] : "*")
        else { return nil }
        self.init(minutes: minutes, hours: hours, days: days, months: months, years: years)
    }
}
