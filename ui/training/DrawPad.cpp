#include "ui/training/DrawPad.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/support/PillButton.h"
#include "ui/training/InkPad.h"
#include "ui/training/InkPreview.h"
#include "ui/training/ScoreBars.h"

namespace glassnet::ui {

DrawPad::DrawPad(QWidget* parent)
    : QWidget(parent),
      m_pad(new InkPad(this)),
      m_preview(new InkPreview(this)),
      m_bars(new ScoreBars(this)),
      m_centered(new QCheckBox(tr("Center the digit"), this)),
      m_clear(new PillButton(tr("Clear"), PillButton::Kind::Quiet, this)) {
    m_centered->setChecked(true);
    m_centered->setToolTip(tr("The digit is scaled and moved to the middle of its mass, as the digits of MNIST were."));
    auto* under = new QHBoxLayout;
    under->setContentsMargins(0, 0, 0, 0);
    under->setSpacing(8);
    under->addWidget(m_preview);
    auto* buttons = new QVBoxLayout;
    buttons->setSpacing(4);
    buttons->addWidget(m_clear, 0, Qt::AlignLeft);
    buttons->addWidget(m_centered);
    under->addLayout(buttons, 1);
    auto* left = new QVBoxLayout;
    left->setSpacing(8);
    left->addWidget(m_pad, 1);
    left->addLayout(under);
    auto* all = new QHBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(16);
    all->addLayout(left);
    all->addWidget(m_bars, 1, Qt::AlignTop);
    connect(m_pad, &InkPad::drawn, this, &DrawPad::renew);
    connect(m_centered, &QCheckBox::toggled, this, &DrawPad::renew);
    connect(m_clear, &QAbstractButton::clicked, this, &DrawPad::clear);
    m_pixels = m_pad->drawing().pixels(m_side, false);
    m_preview->setPixels(m_side, m_pixels);
    m_clear->setEnabled(false);
}

void DrawPad::setSide(int side) {
    m_side = std::clamp(side, 1, InkDrawing::kSide);
    renew();
}

void DrawPad::setCentered(bool on) { m_centered->setChecked(on); }

void DrawPad::setClassNames(const QStringList& names) { m_bars->setClassNames(names); }

void DrawPad::setScores(std::vector<double> scores) { m_bars->setScores(std::move(scores)); }

void DrawPad::setNumberText(const NumberText& text) { m_bars->setNumberText(text); }

void DrawPad::clear() { m_pad->clear(); }

void DrawPad::renew() {
    m_pixels = m_pad->drawing().pixels(m_side, m_centered->isChecked());
    m_preview->setPixels(m_side, m_pixels);
    m_clear->setEnabled(!m_pad->drawing().isEmpty());
    emit imageChanged(m_pixels);
}

}  // namespace glassnet::ui
